import { getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { GraphQLArgument, GraphQLCompositeType, GraphQLInputType, GraphQLSchema } from 'graphql';

/** A step of a way through the graph: a field, or a narrowing to one of the types behind an interface or union. */
type Step = { readonly field: string; readonly args: string } | { readonly on: string };

/** A way from a root of the graph to a field, and how it is written. */
export interface Route {
  readonly operation: 'query' | 'mutation' | 'subscription';
  readonly steps: readonly Step[];
  readonly leaf: string;
}

const MOST_ROUTES = 4;

/** The shortest ways to a type, and others by which it is reached: at most a few, each ending in another field. */
export function routesTo(api: GraphQLSchema): (type: string, field: string) => Route[] {
  const ways = new Map<string, { operation: Route['operation']; steps: readonly Step[] }[]>();
  let edge = (['query', 'mutation', 'subscription'] as const).flatMap((operation) => {
    const type: GraphQLCompositeType | null | undefined = { query: api.getQueryType(), mutation: api.getMutationType(), subscription: api.getSubscriptionType() }[operation];
    return type ? [{ operation, type: type as GraphQLCompositeType, steps: [] as readonly Step[] }] : [];
  });
  while (edge.length > 0) {
    const next: typeof edge = [];
    for (const { operation, type, steps } of edge) {
      const known = ways.get(type.name) ?? [];
      if (known.length >= MOST_ROUTES || steps.length > 9) continue;
      ways.set(type.name, [...known, { operation, steps }]);
      if ('getFields' in type) {
        for (const { name, args, type: returned } of Object.values(type.getFields())) {
          const named = getNamedType(returned);
          if (isCompositeType(named)) next.push({ operation, type: named, steps: [...steps, { field: name, args: argumentsFor(args) }] });
        }
      }
      if (isAbstractType(type)) for (const possible of api.getPossibleTypes(type)) next.push({ operation, type: possible, steps: [...steps, { on: possible.name }] });
    }
    edge = next;
  }
  return (type, field) => {
    const parent = api.getType(type);
    const definition = isCompositeType(parent) && 'getFields' in parent ? parent.getFields()[field] : undefined;
    if (!definition) return [];
    const inner = isCompositeType(getNamedType(definition.type)) ? ' { __typename }' : '';
    return (ways.get(type) ?? []).map((way) => ({ ...way, leaf: `${field}${argumentsFor(definition.args)}${inner}` }));
  };
}

/** Every way of writing a route down that a caller might try. */
export const DISGUISES = {
  direct: (route: Route) => written(route, route.leaf),
  alias: (route: Route) => written(route, `harmless: ${route.leaf}`),
  'alias on every step': (route: Route) => written(route, `a0: ${route.leaf}`, (text, depth) => `a${depth}: ${text}`),
  'inline fragment': (route: Route) => written(route, `... { ${route.leaf} }`),
  'named fragment': (route: Route, type: string) => `${written(route, '...F')} fragment F on ${type} { ...G } fragment G on ${type} { x: ${route.leaf} }`,
  'fragment on its own type': (route: Route, type: string) => written(route, `... on ${type} { ${route.leaf} }`),
  '@include': (route: Route) => written(route, `y: ${route.leaf} ... @include(if: true) { ${route.leaf} }`),
  '@skip by a variable': (route: Route) => written(route, `... @skip(if: $no) { ${route.leaf} }`).replace(/^(\w+)/, '$1 ($no: Boolean! = false)'),
  'twice, once where it is skipped': (route: Route) => written(route, `... @skip(if: true) { ${route.leaf} } ${route.leaf}`),
} satisfies Record<string, (route: Route, type: string) => string>;

function written({ operation, steps }: Route, leaf: string, name: (text: string, depth: number) => string = (text) => text): string {
  return `${operation} ${steps.reduceRight((inner, step, depth) =>
    ('on' in step ? `{ ... on ${step.on} ${inner} }` : `{ ${name(step.field + step.args, depth)} ${inner} }`), `{ ${leaf} }`)}`;
}

function argumentsFor(args: readonly GraphQLArgument[]): string {
  const needed = args.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined);
  return needed.length === 0 ? '' : `(${needed.map(({ name, type }) => `${name}: ${literal(type)}`).join(', ')})`;
}

function literal(type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `[${literal(nullable.ofType as GraphQLInputType)}]`;
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(({ type: inner, defaultValue }) => isNonNullType(inner) && defaultValue === undefined);
    return `{ ${fields.map(({ name, type: inner }) => `${name}: ${literal(inner)}`).join(', ')} }`;
  }
  return { Int: '1', Float: '1', Boolean: 'true' }[String(nullable)] ?? '"1"';
}
