import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tinyGateway } from '../../kit/tiny-subgraphs.ts';
import type { Tiny } from '../../kit/tiny-subgraphs.ts';

const PEOPLE: Tiny = {
  name: 'people',
  sdl: `
    type Query {
      me: Person
      people: [Person!]!
      grid: [[Person]]
      sure: Person!
      node: Node
      nodes: [Node!]
      found: [Found!]!
      vault: Vault
      count(of: Int!): Int
      private(note: String!): String @authenticated
      mood: Mood
      mustRead: String! @authenticated
      byPolicy: String @policy(policies: [["regulator"], ["council", "review_body"]])
    }
    type Mutation { touch: Int! @requiresScopes(scopes: [["touch"]]) look: Int }
    interface Node { id: ID! label: String }
    type Person implements Node @key(fields: "id") {
      id: ID!
      label: String
      name: String
      pay: Int @requiresScopes(scopes: [["pay:read", "person:read"], ["pay:all"]])
      badge: String! @authenticated
      friend: Person
      friends: [Person!]!
    }
    type Robot implements Node { id: ID! label: String @authenticated serial: String }
    type Secret @authenticated { code: Int }
    union Found = Person | Secret
    type Vault @requiresScopes(scopes: [["vault"]]) { gold: Int }
    enum Mood @authenticated { GOOD BAD }
  `,
  resolvers: {
    Query: {
      me: () => PERSONS[0],
      people: () => PERSONS,
      grid: () => [[PERSONS[0], null], null, [PERSONS[1]]],
      sure: () => PERSONS[0],
      node: () => ({ __typename: 'Robot', id: 'r1', label: 'bolt', serial: 'S' }),
      nodes: () => [{ __typename: 'Robot', id: 'r1', label: 'bolt', serial: 'S' }, { __typename: 'Person', ...PERSONS[0] }],
      found: () => [{ __typename: 'Person', ...PERSONS[0] }, { __typename: 'Secret', code: 7 }],
      vault: () => ({ gold: 1 }),
      count: (_: unknown, { of }: { of: number }) => of,
      private: (_: unknown, { note }: { note: string }) => note,
      mood: () => 'GOOD',
      mustRead: () => 'read',
      byPolicy: () => 'policy',
    },
    Mutation: { touch: () => { touched += 1; return touched; }, look: () => touched },
    Person: { friend: ({ id }: { id: string }) => PERSONS.find((person) => person.id !== id), friends: () => PERSONS },
  },
};

const SCORES: Tiny = {
  name: 'scores',
  sdl: 'type Person @key(fields: "id") { id: ID! score: Int @authenticated rank: Int }',
  resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, score: 10, rank: 1 }) } },
};

const PERSONS = [
  { id: 'p1', label: 'one', name: 'Noor', pay: 100, badge: 'b1' },
  { id: 'p2', label: 'two', name: 'Salem', pay: 200, badge: 'b2' },
];
let touched = 0;

let dataDir: string;
let world: Awaited<ReturnType<typeof tinyGateway>>;
beforeAll(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/wasq-cut-`);
  world = await tinyGateway([PEOPLE, SCORES], dataDir);
});
afterAll(async () => {
  await world.gateway.close();
  await rm(dataDir, { recursive: true });
});

async function ask(query: string, { headers = {}, variables = {}, operationName }: {
  headers?: Record<string, string>; variables?: Record<string, unknown>; operationName?: string;
} = {}) {
  world.house('people').seen.length = 0;
  world.house('scores').seen.length = 0;
  const { data, errors = [] } = await world.gateway.execute({ query, variables, ...(operationName ? { operationName } : {}) }, headers);
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
    errors: errors.map(({ path, extensions }) => `${String(extensions.code)} ${path?.join('.') ?? ''}`),
    sent: [...world.house('people').seen, ...world.house('scores').seen].map(({ request }) => request.query).join('\n'),
  };
}

describe('the authorisation cut', () => {
  it('leaves a public operation as it is', async () => {
    expect(await ask('{ me { name rank } }')).toMatchObject({ data: { me: { name: 'Noor', rank: 1 } }, errors: [] });
  });

  it('cuts a field, tells where, and never asks the subgraph for it', async () => {
    const { data, errors, sent } = await ask('{ me { name pay } }');
    expect(data).toEqual({ me: { name: 'Noor', pay: null } });
    expect(errors).toEqual(['UNAUTHENTICATED me.pay']);
    expect(sent).not.toContain('pay');
  });

  it('reads it for one who holds any one whole set of scopes', async () => {
    for (const scopes of [['pay:read', 'person:read'], ['pay:all']]) {
      expect(await ask('{ me { pay } }', { headers: await world.bearer(['partner'], scopes) })).toMatchObject({ data: { me: { pay: 100 } }, errors: [] });
    }
    expect(await ask('{ me { pay } }', { headers: await world.bearer(['partner'], ['pay:read']) }))
      .toMatchObject({ data: { me: { pay: null } }, errors: ['FORBIDDEN me.pay'] });
  });

  it('tells which scopes are missing', async () => {
    const { errors } = await world.gateway.execute({ query: '{ me { pay } }' }, await world.bearer(['partner'], []));
    expect(errors?.[0]?.message).toContain('pay:read + person:read | pay:all');
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', coordinate: 'Person.pay', scopes: ['pay:read', 'person:read', 'pay:all'] });
  });

  it('uses no plan of another caller, in either order', async () => {
    const query = 'query Twice { me { id pay score } }';
    const headers = await world.bearer(['partner'], ['pay:all']);
    const open = { data: { me: { id: 'p1', pay: 100, score: 10 } }, errors: [] };
    const shut = { data: { me: { id: 'p1', pay: null, score: null } }, errors: ['UNAUTHENTICATED me.pay', 'UNAUTHENTICATED me.score'] };
    expect(await ask(query)).toMatchObject(shut);
    expect(await ask(query, { headers })).toMatchObject(open);
    expect(await ask(query)).toMatchObject(shut);
  });

  it('sees through an alias', async () => {
    expect(await ask('{ me { name: pay wage: pay } }'))
      .toMatchObject({ data: { me: { name: null, wage: null } }, errors: ['UNAUTHENTICATED me.name', 'UNAUTHENTICATED me.wage'] });
  });

  it('sees through named fragments, at each place they are spread', async () => {
    const { data, errors, sent } = await ask('{ me { ...F friend { ...F } } } fragment F on Person { name ...G } fragment G on Person { pay }');
    expect(data).toEqual({ me: { name: 'Noor', pay: null, friend: { name: 'Salem', pay: null } } });
    expect(errors).toEqual(['UNAUTHENTICATED me.pay', 'UNAUTHENTICATED me.friend.pay']);
    expect(sent).not.toContain('pay');
  });

  it('cuts a field that two selections of one key share', async () => {
    expect(await ask('{ me { friend { name } } me { friend { pay } } }'))
      .toMatchObject({ data: { me: { friend: { name: 'Salem', pay: null } } }, errors: ['UNAUTHENTICATED me.friend.pay'] });
  });

  it('goes into lists and lists of lists, and keeps their nulls', async () => {
    expect(await ask('{ people { name pay } grid { pay id } }')).toMatchObject({
      data: {
        people: [{ name: 'Noor', pay: null }, { name: 'Salem', pay: null }],
        grid: [[{ pay: null, id: 'p1' }, null], null, [{ pay: null, id: 'p2' }]],
      },
      errors: ['UNAUTHENTICATED people.@.pay', 'UNAUTHENTICATED grid.@.@.pay'],
    });
  });

  it('keeps the order of the operation', async () => {
    const { data } = await ask('{ me { pay name score id } }');
    expect(Object.keys((data as { me: object }).me)).toEqual(['pay', 'name', 'score', 'id']);
  });

  it('makes the parent of a non-null field null', async () => {
    expect(await ask('{ me { name badge } }')).toMatchObject({ data: { me: null }, errors: ['UNAUTHENTICATED me.badge'] });
  });

  it('goes up through non-null parents, to the whole', async () => {
    expect(await ask('{ sure { badge } }')).toMatchObject({ data: null, errors: ['UNAUTHENTICATED sure.badge'] });
    expect(await ask('{ people { friends { badge } } }')).toMatchObject({ data: null });
    expect(await ask('{ me { name friend { friends { badge } } } }')).toMatchObject({ data: { me: { name: 'Noor', friend: null } } });
    expect(await ask('{ mustRead me { name } }')).toMatchObject({ data: null, errors: ['UNAUTHENTICATED mustRead'] });
  });

  it('asks whether an object is there though nothing of it may be read', async () => {
    expect(await ask('{ me { pay } }')).toMatchObject({ data: { me: { pay: null } } });
  });

  it('cuts through an interface what one implementation protects', async () => {
    const { data, errors, sent } = await ask('{ node { id label } }');
    expect(data).toEqual({ node: { id: 'r1', label: null } });
    expect(errors).toEqual(['UNAUTHENTICATED node.label']);
    expect(sent).not.toContain('label');
  });

  it('cuts in an inline fragment on an interface only what that type protects', async () => {
    expect(await ask('{ nodes { __typename id ... on Robot { label serial } ... on Person { label pay } } }')).toMatchObject({
      data: { nodes: [{ __typename: 'Robot', id: 'r1', label: null, serial: 'S' }, { __typename: 'Person', id: 'p1', label: 'one', pay: null }] },
      errors: ['UNAUTHENTICATED nodes.@.label', 'UNAUTHENTICATED nodes.@.pay'],
    });
  });

  it('cuts what belongs to a protected member of a union', async () => {
    const { data, errors, sent } = await ask('{ found { ... on Person { name } ... on Secret { code } } }');
    expect(data).toEqual({ found: [{ name: 'Noor' }, { code: null }] });
    expect(errors).toEqual(['UNAUTHENTICATED found.@.code']);
    expect(sent).not.toContain('code');
  });

  it('cuts a field that returns a protected type, object or enum', async () => {
    expect(await ask('{ vault { gold } mood }'))
      .toMatchObject({ data: { vault: null, mood: null }, errors: ['UNAUTHENTICATED vault', 'UNAUTHENTICATED mood'], sent: '' });
  });

  it('cuts a field that another subgraph would have to be asked for, and does not ask it', async () => {
    const { data } = await ask('{ me { name score } }');
    expect(data).toEqual({ me: { name: 'Noor', score: null } });
    expect(world.house('scores').seen).toEqual([]);
  });

  it('drops variables that only the cut part used', async () => {
    const query = 'query Q($note: String!, $of: Int!) { private(note: $note) count(of: $of) }';
    const { data, errors, sent } = await ask(query, { variables: { note: 'hush', of: 3 }, operationName: 'Q' });
    expect({ data, errors }).toEqual({ data: { private: null, count: 3 }, errors: ['UNAUTHENTICATED private'] });
    expect(sent).not.toContain('note');
  });

  it('tells of a wrong variable, cut or not', async () => {
    const { errors } = await world.gateway.execute({ query: 'query Q($note: String!) { private(note: $note) }' }, {});
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  it('does not report what the request skips, and knows the default of a variable', async () => {
    const query = 'query Q($with: Boolean = false) { me { name pay @include(if: $with) ... @skip(if: true) { badge } } }';
    expect(await ask(query)).toMatchObject({ data: { me: { name: 'Noor' } }, errors: [] });
    expect(await ask(query, { variables: { with: true } })).toMatchObject({ data: { me: { name: 'Noor', pay: null } }, errors: ['UNAUTHENTICATED me.pay'] });
  });

  it('does not run a mutation that is cut', async () => {
    expect(await ask('mutation { touch look }')).toMatchObject({ data: null, errors: ['UNAUTHENTICATED touch'] });
    expect(touched).toBe(0);
    expect(await ask('mutation { touch }', { headers: await world.bearer(['partner'], ['touch']) })).toMatchObject({ data: { touch: 1 }, errors: [] });
  });

  it('leaves the answer to @policy to the roles', async () => {
    expect(await ask('{ byPolicy }', { headers: await world.bearer(['regulator'], []) })).toMatchObject({ data: { byPolicy: 'policy' } });
    expect(await ask('{ byPolicy }', { headers: await world.bearer(['council'], []) })).toMatchObject({ errors: ['FORBIDDEN byPolicy'] });
    expect(await ask('{ byPolicy }', { headers: await world.bearer(['council', 'review_body'], []) })).toMatchObject({ errors: [] });
  });
});
