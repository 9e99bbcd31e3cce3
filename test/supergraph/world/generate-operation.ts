import { getNamedType, isAbstractType, isCompositeType, isInterfaceType, isLeafType, isNonNullType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLArgument, GraphQLCompositeType, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { tapeOf } from './tape.ts';

export interface GeneratedOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Others for the same text: every condition turned round, every default replaced. */
  readonly otherVariables: Readonly<Record<string, unknown>>;
}

/** Every use of one response key in objects that may be the same. */
type Scope = Map<string, { readonly parent: GraphQLCompositeType; readonly call: string; readonly type: string; readonly isLeaf: boolean; readonly below: Scope }[]>;

/** An operation over a world's API, decided by numbers. Aliases are taken from the names of other fields where they may be. */
export function generateOperation(numbers: readonly number[], api: GraphQLSchema): GeneratedOperation {
  const tape = tapeOf(numbers);
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const otherVariables: Record<string, unknown> = {};
  const fragments: string[] = [];
  let unique = 0;

  const mutation = api.getMutationType();
  const asksMutation = tape.rarely(8) && mutation != null;
  const root = (asksMutation ? mutation : api.getQueryType()) as GraphQLObjectType;
  const selections = selectionsOf(root, 4, new Map());
  if (tape.rarely(8) && !asksMutation) selections.push(tape.pick(['__schema { queryType { name } }', 'schema: __type(name: "T0") { kind name }', '__typename']));
  const head = declared.length > 0 ? ` Generated(${declared.join(', ')})` : '';
  return { query: `${asksMutation ? 'mutation' : 'query'}${head} { ${selections.join(' ')} } ${fragments.join(' ')}`, variables, otherVariables };

  function selectionsOf(type: GraphQLCompositeType, depth: number, scope: Scope): string[] {
    return Array.from({ length: 1 + tape.below(4) }, () => selectionOf(type, depth, scope));
  }

  function selectionOf(type: GraphQLCompositeType, depth: number, scope: Scope): string {
    if (depth > 0 && (isUnionType(type) || tape.rarely(isAbstractType(type) ? 2 : 7))) return fragmentOf(type, depth, scope);
    if (isUnionType(type) || tape.rarely(9)) return tape.rarely(3) && type.name !== 'Query' ? '__typename' : aliasFor('__typename', type, '__typename', 'String!', true, scope).head;
    const fields = Object.values(type.getFields()).filter((field) => depth > 0 || isLeafType(getNamedType(field.type)));
    return fields.length > 0 ? fieldOf(tape.pick(fields), type, depth, scope) : '__typename';
  }

  function fieldOf(field: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType, depth: number, scope: Scope): string {
    const given = field.args.flatMap((argument) => argumentOf(argument)).join(', ');
    const call = field.name + (given ? `(${given})` : '');
    const named = getNamedType(field.type);
    const { head, below } = aliasFor(field.name, parent, call, String(field.type), isLeafType(named), scope);
    const body = isCompositeType(named) ? ` { ${selectionsOf(named, depth - 1, below).join(' ')} }` : '';
    return `${head}${directive()}${body}`;
  }

  function aliasFor(name: string, parent: GraphQLCompositeType, call: string, type: string, isLeaf: boolean, scope: Scope) {
    const names = 'getFields' in parent ? Object.keys(parent.getFields()) : ['id'];
    const wanted = tape.rarely(3) ? tape.pick([...names, 'c_id', 'r0_f0', 'constructor']) : name;
    const key = fits(wanted) ? wanted : `k${unique += 1}`;
    const uses = scope.get(key) ?? [];
    const below: Scope = uses[0]?.below ?? new Map();
    scope.set(key, [...uses, { parent, call, type, isLeaf, below }]);
    return { head: key === name ? call : `${key}: ${call}`, below };

    function fits(candidate: string): boolean {
      return (scope.get(candidate) ?? []).every((use) => use.type === type && (use.call === call
        || (isLeaf && use.isLeaf && use.parent !== parent && isObjectType(use.parent) && isObjectType(parent))));
    }
  }

  function fragmentOf(type: GraphQLCompositeType, depth: number, scope: Scope): string {
    const possible = isAbstractType(type) ? [...api.getPossibleTypes(type), ...isInterfaceType(type) ? [type] : []] : [type, ...type.getInterfaces()];
    const condition = tape.pick(possible);
    const body = `{ ${selectionsOf(condition, depth - 1, scope).join(' ')} }`;
    if (!tape.rarely(3)) return `... ${tape.rarely(4) && condition === type ? '' : `on ${condition.name}`}${directive()} ${body}`;
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${condition.name} ${body}`);
    return `...${name}${directive()}`;
  }

  function argumentOf({ name, type }: GraphQLArgument): string[] {
    const isString = String(type) === 'String';
    const value = isString ? tape.pick(['p', 'q']) : tape.below(4);
    const way = isNonNullType(type) ? tape.below(2) : tape.below(4);
    if (way === 2) return [];
    if (way === 3 && !isNonNullType(type)) return [`${name}: ${variable(`${String(type)}${tape.rarely(2) ? ` = ${JSON.stringify(value)}` : ''}`, undefined, value)}`];
    return [`${name}: ${way === 1 ? variable(String(type), value, isString ? 'r' : Number(value) + 1) : JSON.stringify(value)}`];
  }

  function directive(): string {
    if (!tape.rarely(7)) return '';
    const value = tape.below(3) !== 2;
    const way = tape.below(3);
    const given = way === 0 ? String(value) : variable(way === 1 ? 'Boolean!' : `Boolean! = ${value}`, way === 1 ? value : undefined, !value);
    return ` @${tape.rarely(3) ? 'skip' : 'include'}(if: ${given})`;
  }

  function variable(type: string, value: unknown, otherValue: unknown): string {
    const name = `v${declared.length}`;
    declared.push(`$${name}: ${type}`);
    if (value !== undefined) variables[name] = value;
    otherVariables[name] = otherValue;
    return `$${name}`;
  }
}
