import { GraphQLError } from 'graphql';
import { typeNamed, typesIn } from './world.ts';
import type { EntityType, World, WorldField } from './world.ts';

/** An entity: its name says all that its values follow from. */
export interface Entity {
  readonly __typename: string;
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly spot: { readonly name: string; readonly place: number };
}

const COUNT = 4;

export function entity(type: string, index: number): Entity {
  const id = `${type}.${index % COUNT}`;
  return { __typename: type, id, code: `code-${id}`, label: `label-${id}`, spot: { name: type, place: index % COUNT } };
}

/** The entity that a representation means, by whichever key it has. */
export function entityBehind({ id, code, spot }: Readonly<Record<string, unknown>>): Entity {
  const { name, place } = Object(spot) as Partial<Entity['spot']>;
  return name === undefined ? entityById(String(id ?? code)) : entity(name, Number(place));
}

export function entityById(id: string): Entity {
  const [type = '', index = '0'] = id.replace(/^code-/, '').split('.');
  return entity(type, Number(index));
}

/** A number that follows from anything, and looks like chance. */
export function chance(...from: readonly unknown[]): number {
  let hash = 2_166_136_261;
  for (const char of JSON.stringify(from)) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/**
 * Whether a subgraph does not know an entity. The first knows all, and where something is computed all are known: what
 * is made of a value nobody knows depends on who is asked.
 */
export function isMissing(world: World, subgraph: string, { __typename, id }: Entity): boolean {
  const { awry, seed } = world;
  if (!awry || subgraph === 'a' || typeNamed(world, __typename).fields.some(({ kind }) => kind === 'computed')) return false;
  return chance(seed, subgraph, id, 'missing') % 6 === 0;
}

/** The value of a field that is not computed. Throws where the world is awry. */
export function valueOf(world: World, type: EntityType, field: WorldField, { id }: Entity, given: Readonly<Record<string, unknown>>): unknown {
  const luck = chance(world.seed, id, field.name, given);
  const isNeeded = type.fields.some(({ requires }) => requires.some((required) => required.field === field.name));
  const mayFail = world.awry && !(field.nonNull && isNeeded);
  if (mayFail && luck % 11 === 0) throw new GraphQLError(`${id}.${field.name} fails`, { extensions: { code: 'CONFLICT' } });
  if (luck % 5 === 0 && (mayFail || !field.nonNull)) return null;

  const some = (choices: readonly EntityType[], salt: number) =>
    entity(choices[chance(luck, salt) % choices.length]?.name ?? type.name, chance(luck, salt, 'which'));
  const target = world.types.filter(({ name }) => name === field.target);
  const near = typesIn(world, field.owner);
  switch (field.kind) {
    case 'number':
      return luck % 100;
    case 'matrix':
      return [[luck % 10, null], [], [luck % 7]];
    case 'choice':
      return luck % 2 === 0 ? 'YES' : 'NO';
    case 'blob':
      return { luck: luck % 10, inner: [luck % 3] };
    case 'point':
      return { x: luck % 10, y: luck % 3 === 0 ? null : luck % 20 };
    case 'ref':
      return some(target, 0);
    case 'refs':
      return Array.from({ length: Number(given.first ?? 0) }, (_, index) => (mayFail && luck % 7 === 0 && index === 1 ? null : some(target, index % 3)));
    case 'grid':
      return [[some(target, 0), null, some(target, 1)], [], [some(target, 0)]];
    case 'node':
      return some(near, 0);
    case 'either':
      return [some(near, 0), some(near, 1), null];
    default:
      return `${id}.${field.name}(${JSON.stringify(given)})`;
  }
}

/** What a computed field makes of what it was told: a text, or an entity that it leads to. */
export function computed({ name, requires, target }: WorldField, { id }: Entity, told: Readonly<Record<string, unknown>>): string | Entity {
  const made = `${id}.${name} of ${JSON.stringify(requires.map(({ field }) => told[field] ?? null))}`;
  return target === null ? made : entity(target, chance(made));
}
