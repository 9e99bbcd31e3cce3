import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { computed, entity, entityBehind, isMissing, valueOf } from './values.ts';
import type { Entity } from './values.ts';
import { argumentsOf, fieldType, hasField, typeNamed, typesIn } from './world.ts';
import type { EntityType, World, WorldField } from './world.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject"])`;

/** What a run of an operation leaves behind: the mutations in the order in which they were done. */
export interface RunContext {
  readonly done: string[];
  /** Fields that failed when another needed them. */
  readonly failed: string[];
}

type Given = Readonly<Record<string, unknown>>;

/** What one subgraph of a world says it has. */
export function sdlOf(world: World, subgraph: string): string {
  if (subgraph === world.adder) {
    return `${LINK}
      type Query { nodes_z: [Node!] }
      type Node @key(fields: "id") @interfaceObject { id: ID! added: String }`;
  }
  const types = typesIn(world, subgraph);
  const names = types.map(({ name }) => name);
  return `${LINK}
    scalar Blob
    enum Choice { YES NO }
    type Point @shareable { x: Int y: Int }
    type Spot @shareable { name: String! place: Int! }
    union Either = ${names.join(' | ')}
    interface Node ${subgraph === 'a' && world.adder ? '@key(fields: "id")' : ''} { id: ID! label: String }
    type Query { ${names.map((name) => `one_${name}_${subgraph}(i: Int = 0): ${name} all_${name}_${subgraph}: [${name}!]`).join(' ')} either_${subgraph}: [Either] node_${subgraph}(i: Int): Node }
    type Mutation { ${names.map((name) => `do_${name}_${subgraph}(i: Int!): ${name}`).join(' ')} }
    ${types.map((type) => typeSdl(world, type, subgraph)).join('\n')}`;
}

/** The fields of a type that a subgraph brings along without having them. */
function providedTo(world: World, type: EntityType, subgraph: string): Set<string> {
  return new Set(typesIn(world, subgraph).flatMap(({ fields }) => fields)
    .filter(({ owner, target, provides }) => owner === subgraph && target === type.name && provides !== null)
    .map(({ provides }) => provides ?? ''));
}

function typeSdl(world: World, type: EntityType, subgraph: string): string {
  const keys = type.homes.get(subgraph) ?? [];
  const needed = new Set(type.fields.filter(({ owner }) => owner === subgraph).flatMap(({ requires }) => requires.map(({ field }) => field)));
  for (const provided of providedTo(world, type, subgraph)) needed.add(provided);
  const fields = type.fields.flatMap((field) => {
    const head = `${field.name}${argumentsOf(field)}: ${fieldType(field)}`;
    if (hasField(field, subgraph)) return [`${head} ${directivesOf(world, type, field, subgraph)}`];
    return needed.has(field.name) ? [`${head} @external`] : [];
  });
  return `type ${type.name} implements Node ${keys.map((key) => `@key(fields: "${key === 'spot' ? 'spot { name place }' : key}")`).join(' ')} {
    id: ID! @shareable ${keys.includes('code') ? 'code: String! @shareable' : ''} ${keys.includes('spot') ? 'spot: Spot! @shareable' : ''} label: String @shareable
    ${fields.join('\n')}
  }`;
}

function directivesOf(world: World, type: EntityType, field: WorldField, subgraph: string): string {
  const { name, also, owner, provides, requires } = field;
  if (world.subgraphs.some((other) => providedTo(world, type, other).has(name))) return '@shareable';
  if (also?.how === 'shareable') return '@shareable';
  if (also?.how === 'overridden') return subgraph === owner ? `@override(from: "${also.subgraph}")` : '';
  if (provides !== null) return `@provides(fields: "${provides}")`;
  if (requires.length === 0) return '';
  const set = requires.map(({ field: required, x }) => {
    const isPoint = type.fields.some((other) => other.name === required && other.kind === 'point');
    return `${required}${x === null ? '' : `(x: ${x})`}${isPoint ? ' { x y }' : ''}`;
  });
  return `@requires(fields: "${set.join(' ')}")`;
}

/** A subgraph of a world that answers. A field that is computed is made of what the subgraph was told, right or wrong. */
export function subgraphSchema(world: World, subgraph: string): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(sdlOf(world, subgraph)), resolvers: resolversOf(world, subgraph) as never });
}

function resolversOf(world: World, subgraph: string) {
  const reference = (told: Given) => {
    const found = entityBehind(told);
    return isMissing(world, subgraph, found) ? null : { ...told, ...found };
  };
  if (subgraph === world.adder) {
    return {
      Query: { nodes_z: () => world.types.map(({ name }, index) => ({ id: entity(name, index).id })) },
      Node: { __resolveReference: ({ id }: { id: string }) => ({ id }), added: ({ id }: { id: string }) => `added-${id}` },
    };
  }
  const types = typesIn(world, subgraph);
  return {
    Query: Object.fromEntries([
      ...types.flatMap(({ name }) => [
        [`one_${name}_${subgraph}`, (_: unknown, { i }: { i: number }) => entity(name, i)],
        [`all_${name}_${subgraph}`, () => [0, 1, 2, 1].map((index) => entity(name, index))],
      ]),
      [`either_${subgraph}`, () => [...types.map(({ name }, index) => entity(name, index)), null]],
      [`node_${subgraph}`, (_: unknown, { i }: { i?: number }) => (i == null ? null : entity(types[i % types.length]?.name ?? '', i))],
    ]),
    Mutation: Object.fromEntries(types.map(({ name }) => [`do_${name}_${subgraph}`, (_: unknown, { i }: { i: number }, { done }: RunContext) => {
      done.push(`${name} ${i}`);
      return entity(name, i);
    }])),
    Either: { __resolveType: ({ __typename }: Entity) => __typename },
    Node: { __resolveType: ({ __typename }: Entity) => __typename, __resolveReference: reference },
    ...Object.fromEntries(types.map((type) => [type.name, {
      __resolveReference: reference,
      ...Object.fromEntries(type.fields.filter((field) => hasField(field, subgraph) || providedTo(world, type, subgraph).has(field.name)).map((field) => [field.name, (parent: Entity, given: Given) => {
        if (isMissing(world, subgraph, parent)) throw new Error(`${subgraph} does not know ${parent.id}`);
        if (field.kind === 'computed') return computed(field, parent, parent as unknown as Given);
        return carrying(world, field, valueOf(world, type, field, parent, given));
      }])),
    }])),
  };
}

/** What is provided is known already when the entity arrives. */
function carrying(world: World, { target, provides }: WorldField, value: unknown): unknown {
  if (target === null || provides === null || value === null) return value;
  const type = typeNamed(world, target);
  const provided = type.fields.find(({ name }) => name === provides);
  if (!provided) return value;
  const carry = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(carry);
    return each === null ? null : { ...each as Entity, [provides]: valueOf(world, type, provided, each as Entity, {}) };
  };
  return carry(value);
}
