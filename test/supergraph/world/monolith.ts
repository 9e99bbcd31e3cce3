import { buildSchema, isInterfaceType, isObjectType, isUnionType, printSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { RunContext } from './subgraph.ts';
import { computed, entity, isMissing, valueOf } from './values.ts';
import type { Entity } from './values.ts';
import { typeNamed, typesIn } from './world.ts';
import type { World } from './world.ts';

type Given = Readonly<Record<string, unknown>>;

/** The whole world behind one schema that knows everything: what a supergraph over it must answer. */
export function monolith(world: World, api: GraphQLSchema): GraphQLSchema {
  const schema = buildSchema(printSchema(api));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type) || isUnionType(type)) type.resolveType = ({ __typename }: Entity) => __typename;
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (type.name === 'Query' || type.name === 'Mutation') field.resolve = (_, given: Given, { done }: RunContext) => rootValue(world, field.name, given, done);
      else if (world.types.some(({ name }) => name === type.name)) field.resolve = (parent: Entity, given: Given, { failed }: RunContext) => entityValue(world, parent, field.name, given, failed);
    }
  }
  return schema;
}

function rootValue(world: World, name: string, given: Given, done: string[]): unknown {
  const [what = '', first = '', second = ''] = name.split('_');
  const near = typesIn(world, first);
  switch (what) {
    case 'one':
      return entity(first, Number(given.i));
    case 'all':
      return [0, 1, 2, 1].map((index) => entity(first, index));
    case 'do':
      done.push(`${first} ${String(given.i)}`);
      return entity(first, Number(given.i));
    case 'nodes':
      return world.types.map((type, index) => entity(type.name, index));
    case 'either':
      return [...near.map((type, index) => entity(type.name, index)), null];
    case 'node':
      return given.i == null ? null : entity(near[Number(given.i) % near.length]?.name ?? '', Number(given.i));
    default:
      throw new Error(`no root field ${name} ${second}`);
  }
}

function entityValue(world: World, parent: Entity, name: string, given: Given, failed: string[]): unknown {
  if (name === 'id' || name === 'code' || name === 'label' || name === 'spot') return parent[name];
  if (name === 'added') return `added-${parent.id}`;
  const type = typeNamed(world, parent.__typename);
  const field = type.fields.find((each) => each.name === name);
  if (!field) throw new Error(`no field ${name}`);
  if (isMissing(world, field.owner, parent)) throw new Error(`${field.owner} does not know ${parent.id}`);
  if (field.kind !== 'computed') return valueOf(world, type, field, parent, given);

  const told: Record<string, unknown> = {};
  for (const required of field.requires) {
    const needed = type.fields.find((each) => each.name === required.field);
    if (!needed) throw new Error(`no field ${required.field}`);
    if (needed.kind === 'computed') {
      told[required.field] = entityValue(world, parent, needed.name, {}, failed);
      continue;
    }
    const withDefaults = needed.kind === 'call' ? { x: required.x ?? 1 } : {};
    told[required.field] = valueOrNull(() => valueOf(world, type, needed, parent, withDefaults), failed);
  }
  return computed(field, parent, told);
}

function valueOrNull(read: () => unknown, failed: string[]): unknown {
  try {
    return read();
  } catch (error) {
    failed.push(String(error));
    return null;
  }
}
