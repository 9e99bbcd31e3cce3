import { describe, expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

const PLAN = { size: 10, other: { size: 7 } };

const ask = tinyGraph({
  members: {
    sdl: `
      type Query { me: Pool anyone: Party }
      interface Party { id: ID! echo(x: Int!): Int! }
      type Pool implements Party @key(fields: "id") { id: ID! friendId: ID! memberCount: Int! echo(x: Int!): Int! plan: Plan! other: Plan! }
      type Plan { size: Int! echo(x: Int!): Int! }`,
    resolvers: {
      Query: { me: () => ({ id: 'u1' }), anyone: () => ({ __typename: 'Pool', id: 'u1' }) },
      Party: { __resolveType: () => 'Pool' },
      Pool: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        friendId: () => 'u2', memberCount: () => 100, echo: (_: unknown, { x }: { x: number }) => x, plan: () => PLAN, other: () => ({ size: 1 }),
      },
      Plan: { echo: (_: unknown, { x }: { x: number }) => x },
    },
  },
  pricing: {
    sdl: `
      type Pool @key(fields: "id") {
        id: ID! memberCount: Int! @external plan: Plan! @external
        premium: Int! @requires(fields: "memberCount") planPremium: Int! @requires(fields: "plan { size }")
        owner: String!
      }
      type Plan { size: Int! @external }`,
    resolvers: {
      Pool: {
        __resolveReference: (told: object) => told,
        premium: ({ memberCount }: { memberCount: number }) => memberCount * 10,
        planPremium: ({ plan }: { plan: { size: number } }) => plan.size * 10,
        owner: ({ id }: { id: string }) => `owner of ${id}`,
      },
    },
  },
});

const dataOf = async (query: string) => {
  const { data, errors } = await ask(query);
  expect(errors).toEqual([]);
  return data;
};

describe('what a client names a field never reaches the input of @requires', () => {
  it.each([
    ['before the field that requires it', '{ me { memberCount: echo(x: 1) premium } }', { memberCount: 1, premium: 1_000 }],
    ['after it', '{ me { premium memberCount: echo(x: 1) } }', { memberCount: 1, premium: 1_000 }],
    ['in a fragment', '{ me { ...Forged premium } } fragment Forged on Pool { memberCount: echo(x: 1) }', { memberCount: 1, premium: 1_000 }],
    ['in an inline fragment', '{ me { ... on Pool { memberCount: echo(x: 1) } premium } }', { memberCount: 1, premium: 1_000 }],
    ['inside a required object', '{ me { plan { size: echo(x: 1) } planPremium } }', { plan: { size: 1 }, planPremium: 100 }],
    ['as a whole required object', '{ me { plan: other { size } planPremium } }', { plan: { size: 1 }, planPremium: 100 }],
    ['twice', '{ me { memberCount: echo(x: 1) plan: other { size: echo(x: 2) } premium planPremium } }',
      { memberCount: 1, plan: { size: 2 }, premium: 1_000, planPremium: 100 }],
  ])('%s', async (_where, query, me) => {
    expect(await dataOf(query)).toEqual({ me });
  });

  it('through an interface', async () => {
    expect(await dataOf('{ anyone { ... on Party { memberCount: echo(x: 1) } ... on Pool { premium } } }'))
      .toEqual({ anyone: { memberCount: 1, premium: 1_000 } });
  });
});

describe('what a client names a field never reaches the input of @key', () => {
  it('keeps both the alias and the key', async () => {
    expect(await dataOf('{ me { id: friendId owner } }')).toEqual({ me: { id: 'u2', owner: 'owner of u1' } });
    expect(await dataOf('{ me { __typename: friendId owner } }')).toEqual({ me: { __typename: 'u2', owner: 'owner of u1' } });
  });

  it('keeps names of our own making free for clients', async () => {
    expect(await dataOf('{ me { c_id: friendId c_c_id: id r0_price: memberCount constructor: id __proto__: id toString: friendId } }'))
      .toEqual(JSON.parse('{"me":{"c_id":"u2","c_c_id":"u1","r0_price":100,"constructor":"u1","__proto__":"u1","toString":"u2"}}'));
  });
});
