import { beforeEach, expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

let done: string[] = [];
beforeEach(() => { done = []; });

const does = (name: string) => (_: unknown, { n }: { n: number }) => {
  done.push(`${name}${n}`);
  return { id: String(n) };
};

const ask = tinyGraph({
  a: {
    sdl: 'type Query { x: Int } type Mutation { a(n: Int!): Thing } type Thing @key(fields: "id") { id: ID! }',
    resolvers: { Mutation: { a: does('a') }, Thing: { __resolveReference: (told: object) => told } },
  },
  b: {
    sdl: 'type Mutation { b(n: Int!): Thing } type Thing @key(fields: "id") { id: ID! note: String }',
    resolvers: { Mutation: { b: does('b') }, Thing: { __resolveReference: (told: object) => told, note: () => 'note' } },
  },
});

it('does mutations one after the other, in the order in which they are written', async () => {
  await ask('mutation { one: a(n: 1) { note } two: b(n: 2) { note } three: a(n: 3) { id } four: b(n: 4) { id } }');
  expect(done).toEqual(['a1', 'b2', 'a3', 'b4']);
});

it('keeps that order through fragments', async () => {
  const { data } = await ask('mutation { ... on Mutation { one: a(n: 1) { note } ...Rest three: a(n: 3) { id } } four: b(n: 4) { id } } fragment Rest on Mutation { two: b(n: 2) { id } }');
  expect(done).toEqual(['a1', 'b2', 'a3', 'b4']);
  expect(Object.keys(data as object)).toEqual(['one', 'two', 'three', 'four']);
});

it('does a mutation of which nothing is left to answer', async () => {
  expect(await ask('mutation { a(n: 1) { id @skip(if: true) } }')).toMatchObject({ data: { a: {} }, errors: [] });
  expect(done).toEqual(['a1']);
  await ask('mutation ($no: Boolean!) { a(n: 2) @include(if: $no) { id } b(n: 3) { id } }', { no: false });
  expect(done).toEqual(['a1', 'b3']);
});
