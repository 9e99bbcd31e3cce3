import { describe, expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

const ask = tinyGraph({
  facts: {
    sdl: `
      type Query { pool: Pool party: Party }
      interface Party { id: ID! }
      type Other implements Party { id: ID! x: Int }
      type Pool implements Party @key(fields: "id") { id: ID! heads: Int! rate: Int! }`,
    resolvers: {
      Query: { pool: () => ({ id: '1' }), party: () => ({ __typename: 'Pool', id: '1' }) },
      Party: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
      Pool: { __resolveReference: (told: object) => told, heads: () => 7, rate: () => 3 },
    },
  },
  sums: {
    sdl: `
      type Pool @key(fields: "id") {
        id: ID! heads: Int! @external rate: Int! @external name: String
        byHeads: Int @requires(fields: "heads") byRate: Int @requires(fields: "rate")
      }`,
    resolvers: {
      Pool: {
        __resolveReference: (told: object) => told,
        name: () => 'name', byHeads: ({ heads }: { heads: number }) => heads * 2, byRate: ({ rate }: { rate: number }) => rate * 2,
      },
    },
  },
});

describe('@skip and @include', () => {
  it.each([
    ['{ pool { byHeads byRate @include(if: false) } }', {}, { byHeads: 14 }],
    ['query ($no: Boolean!) { pool { byHeads byRate @include(if: $no) name } }', { no: false }, { byHeads: 14, name: 'name' }],
    ['query ($no: Boolean!) { pool { name ...Sums @include(if: $no) } } fragment Sums on Pool { byHeads byRate }', { no: false }, { name: 'name' }],
    ['query ($yes: Boolean! = true) { pool { byRate byHeads @skip(if: $yes) } }', {}, { byRate: 6 }],
    ['query ($yes: Boolean! = true) { pool { byRate byHeads @skip(if: $yes) } }', { yes: false }, { byRate: 6, byHeads: 14 }],
  ])('never keep a field from what it requires: %s', async (query, variables, pool) => {
    expect(await ask(query, variables)).toMatchObject({ data: { pool }, errors: [] });
  });

  it('leave an object of which nothing is asked an object', async () => {
    expect(await ask('{ pool { name @skip(if: true) } }')).toMatchObject({ data: { pool: {} }, errors: [] });
    expect(await ask('{ pool { ...P } } fragment P on Party { ... on Other { x } }')).toMatchObject({ data: { pool: {} }, errors: [] });
  });

  it('refuse what is neither true nor false', async () => {
    await expect(ask('query ($maybe: Boolean = true) { pool { name @skip(if: $maybe) } }', { maybe: null }))
      .rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
