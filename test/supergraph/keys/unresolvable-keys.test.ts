import { expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

const ask = tinyGraph({
  names: {
    sdl: 'type A @key(fields: "id") @key(fields: "place { one two }", resolvable: false) { id: ID! place: Place! name: String! } type Place { one: ID! two: ID! }',
    resolvers: { A: { __resolveReference: ({ id }: { id: string }) => ({ id, place: { one: 'x', two: 'y' }, name: `name of ${id}` }) } },
  },
  places: {
    sdl: `
      type Query { a: A }
      type A @key(fields: "place { one two }", resolvable: false) @key(fields: "id place { two }") {
        id: ID! place: Place! name: String! @external greeting: String! @requires(fields: "name")
      }
      type Place { one: ID! two: ID! }`,
    resolvers: {
      Query: { a: () => ({ id: '1', place: { one: 'x', two: 'y' } }) },
      A: {
        __resolveReference: (told: { id?: string }) => (told.id ? told : null),
        greeting: ({ name }: { name: string }) => `hello ${name}`,
      },
    },
  },
});

it('enters a subgraph again only by a key that it can resolve', async () => {
  expect(await ask('{ a { greeting } }')).toMatchObject({ data: { a: { greeting: 'hello name of 1' } }, errors: [] });
});
