import { describe, expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

const ask = tinyGraph({
  holders: {
    sdl: `
      interface Node @key(fields: "id") { id: ID! }
      interface Product @key(fields: "id") { id: ID! }
      type Bread implements Product @key(fields: "id") { id: ID! name: String! }
      type Query { a: Node }`,
    resolvers: {
      Query: { a: () => ({ __typename: 'Node', id: 'n1' }) },
      Product: { __resolveType: () => 'Bread', __resolveReference: ({ id }: { id: string }) => (id === 'p1' ? { id, __typename: 'Bread' } : null) },
      Bread: { __resolveReference: ({ id }: { id: string }) => ({ id }), name: ({ id }: { id: string }) => `bread ${id}` },
    },
  },
  adders: {
    sdl: `
      type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
      type Product @key(fields: "id") @interfaceObject { id: ID! rating: Int }
      type Query { b: Node product: Product unknown: Product }`,
    resolvers: {
      Query: { b: () => ({ id: 'n1' }), product: () => ({ id: 'p1' }), unknown: () => ({ id: 'p9' }) },
      Node: { field: () => 'foo' },
      Product: { __resolveReference: (told: object) => told, rating: () => 5 },
    },
  },
});

describe('an interface that is an object in a subgraph', () => {
  it('is answered where nothing asks which type it is', async () => {
    expect(await ask('{ b { id field } product { id rating } }'))
      .toMatchObject({ data: { b: { id: 'n1', field: 'foo' }, product: { id: 'p1', rating: 5 } }, errors: [] });
  });

  it('finds its type where that is asked', async () => {
    expect(await ask('{ product { __typename rating ... on Bread { name } } }'))
      .toMatchObject({ data: { product: { __typename: 'Bread', rating: 5, name: 'bread p1' } }, errors: [] });
  });

  it('is null with an error where nobody knows its type', async () => {
    expect(await ask('{ unknown { rating ... on Bread { name } } }'))
      .toMatchObject({ data: { unknown: null }, errors: [{ path: ['unknown'], extensions: { code: 'TYPE_NOT_KNOWN' } }] });
    expect(await ask('{ unknown { __typename } }')).toMatchObject({ data: { unknown: null }, errors: [{ path: ['unknown', '__typename'] }] });
  });

  it('says so when no plan can answer', async () => {
    expect(await ask('{ a { field } }')).toMatchObject({ data: null, errors: [{ path: ['a'], extensions: { code: 'NO_SUBGRAPH_ANSWERS' } }], asked: [] });
  });
});
