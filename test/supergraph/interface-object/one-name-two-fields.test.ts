import { expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

/*
 * What objects of several types are asked of a subgraph that knows only their interface is asked of all of them together.
 * A name that stands for one field of one type and for another field of another has a value for each.
 */
const ask = tinyGraph({
  objects: {
    sdl: `type Query { nodes: [Node!]! } interface Node @key(fields: "id") { id: ID! }
      type A implements Node @key(fields: "id") { id: ID! label: String } type B implements Node @key(fields: "id") { id: ID! label: String }`,
    resolvers: {
      Query: { nodes: () => [{ __typename: 'A', id: '1', label: 'label 1' }, { __typename: 'B', id: '2', label: 'label 2' }] },
    },
  },
  adder: {
    sdl: 'input At { x: Int y: Int } type Node @key(fields: "id") @interfaceObject { id: ID! added: String sized(by: Int = 1): String place(at: At, of: Int): Place } type Place { name: String far: Int }',
    resolvers: { Node: {
      __resolveReference: (told: object) => told,
      added: ({ id }: { readonly id: string }) => `added ${id}`, sized: ({ id }: { readonly id: string }, { by }: { readonly by: number }) => `${id} by ${by}`,
      place: () => ({ name: 'here', far: 2 }),
    } },
  },
});

it.each([
  ['orders of its arguments', '{ nodes { ... on A { place(at: { x: 1, y: 2 }, of: 3) { name } place(of: 3, at: { y: 2, x: 1 }) { far } } } }', [{ place: { name: 'here', far: 2 } }, {}]],
  ['fields', '{ nodes { ... on A { x: added } ... on B { added x: label } } }', [{ x: 'added 1' }, { added: 'added 2', x: 'label 2' }]],
  ['fields of the subgraph', '{ nodes { ... on A { x: added } ... on B { x: id y: added } } }', [{ x: 'added 1' }, { x: '2', y: 'added 2' }]],
  ['arguments', '{ nodes { ... on A { sized(by: 3) } ... on B { sized(by: 4) } } }', [{ sized: '1 by 3' }, { sized: '2 by 4' }]],
  ['fields, one of which it is the name of,', '{ nodes { ... on A { added } ... on B { added: sized } } }', [{ added: 'added 1' }, { added: '2 by 1' }]],
])('a name stands for what it is asked to stand for: two %s', async (_what, query, nodes) => {
  const { errors, data } = await ask(query);
  expect(errors).toEqual([]);
  expect(data).toEqual({ nodes });
});
