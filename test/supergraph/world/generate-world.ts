import { tapeOf } from './tape.ts';
import type { Tape } from './tape.ts';
import { SCALARS } from './world.ts';
import type { EntityType, FieldKind, Key, Required, World, WorldField } from './world.ts';

const KINDS: readonly FieldKind[] = ['text', 'number', 'ref', 'call', 'refs', 'node', 'either', 'point', 'grid', 'choice', 'matrix', 'blob'];

/** A supergraph of one to four subgraphs over up to three entities, decided by numbers. */
export function generateWorld(numbers: readonly number[]): World {
  const tape = tapeOf(numbers);
  const seed = tape.below(1_000);
  const awry = tape.below(3) === 1;
  const possible = ['a', 'b', 'c'].slice(0, 2 + tape.below(2));
  const names = ['T0', 'T1', 'T2'].slice(0, 1 + tape.below(3));
  const homes = new Map(names.map((name) => [name, homesOf(tape, possible, awry)]));
  const subgraphs = possible.filter((subgraph) => [...homes.values()].some((there) => there.has(subgraph)));
  const types = names.map((name) => ({ name, homes: homes.get(name) ?? new Map(), fields: fieldsOf(tape, name, homes, awry) }));
  const whole = types.map((type) => withComputed(tape, type, homes)).map((type, _, all) => withProvided(tape, type, all, awry));
  return { seed, awry, subgraphs, types: whole, adder: tape.below(2) === 1 ? 'z' : null };
}

// The first subgraph has all keys, so that any other can be reached from any.
function homesOf(tape: Tape, subgraphs: readonly string[], awry: boolean): Map<string, readonly Key[]> {
  const choices: readonly (readonly Key[])[] = awry ? [['id']] : [['id'], ['code'], ['id', 'code'], ['spot'], ['spot', 'code']];
  const others = subgraphs.slice(1).filter(() => !tape.rarely(4));
  return new Map([['a', ['id', 'code', 'spot'] as const], ...others.map((subgraph) => [subgraph, tape.pick(choices)] as const)]);
}

function fieldsOf(tape: Tape, type: string, homes: ReadonlyMap<string, ReadonlyMap<string, readonly Key[]>>, awry: boolean): WorldField[] {
  const mine = [...homes.get(type)?.keys() ?? []];
  return Array.from({ length: 3 + tape.below(5) }, (_, index) => {
    const kind = tape.pick(KINDS);
    const owner = tape.pick([...mine].reverse());
    const targets = [...homes].filter(([, there]) => there.has(owner)).map(([name]) => name);
    const elsewhere = mine.filter((subgraph) => subgraph !== owner);
    const also = !awry && SCALARS.has(kind) && elsewhere.length > 0 && tape.rarely(4)
      ? { subgraph: tape.pick(elsewhere), how: tape.pick(['shareable', 'overridden'] as const) }
      : null;
    const leads = kind === 'ref' || kind === 'refs' || kind === 'grid';
    return {
      name: `f${index}`, kind, owner, also, nonNull: tape.rarely(4), target: leads ? tape.pick(targets) : null, provides: null, requires: [],
    };
  });
}

// What is computed is computed where something of the type is not known, from what is not known there: what another
// subgraph computed, too.
function withComputed(tape: Tape, type: EntityType, homes: ReadonlyMap<string, ReadonlyMap<string, readonly Key[]>>): EntityType {
  const computed: WorldField[] = [];
  for (const owner of type.homes.keys()) {
    const far = [...type.fields, ...computed].filter(({ owner: other, also, kind, target }) =>
      other !== owner && also?.subgraph !== owner && (SCALARS.has(kind) || kind === 'point' || (kind === 'computed' && target === null)));
    const near = [...homes].filter(([, there]) => there.has(owner)).map(([name]) => name);
    if (far.length === 0) continue;
    for (let count = tape.below(3); count > 0; count -= 1) {
      const requires: Required[] = Array.from({ length: 1 + tape.below(2) }, () => tape.pick(far))
        .filter((field, index, all) => all.indexOf(field) === index)
        .map(({ name, kind }) => ({ field: name, x: kind === 'call' && !tape.rarely(3) ? tape.below(3) : null }));
      computed.push({
        name: `c${computed.length}`, kind: 'computed', owner, also: null, nonNull: tape.rarely(4), target: tape.rarely(4) ? tape.pick(near) : null, provides: null, requires,
      });
    }
  }
  return { ...type, fields: [...type.fields, ...computed] };
}

// A subgraph that leads to an entity may bring a field of it along that is another's.
function withProvided(tape: Tape, type: EntityType, all: readonly EntityType[], awry: boolean): EntityType {
  const fields = type.fields.map((field) => {
    const target = field.kind === 'computed' ? undefined : all.find(({ name }) => name === field.target);
    const far = target?.fields.filter(({ kind, owner, also }) =>
      SCALARS.has(kind) && kind !== 'call' && owner !== field.owner && also === null) ?? [];
    return !awry && far.length > 0 && tape.below(2) === 1 ? { ...field, provides: tape.pick(far).name } : field;
  });
  return { ...type, fields };
}
