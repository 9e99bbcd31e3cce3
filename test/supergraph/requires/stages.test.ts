import { beforeEach, describe, expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

type Told = Readonly<Record<string, string>>;
type WithOwner = Told & { readonly owner?: Told };

const log: string[] = [];
const known = (told: Told) => told;
const person = (id: string | undefined) => ({ __typename: 'Person', id });

/*
 * `first` is made of `base`, the `owner` of `first`, and `summary` of the owner and what another subgraph calls them. Of
 * a Note the summary is made of nothing. The base, and the code by which the last subgraph knows a thing, are hidden.
 */
const ask = tinyGraph({
  base: {
    sdl: `type Query { thing: Thing things: [[Thing!]!] items: [Item!]! } type Mutation { touch(id: ID!): Thing }
      interface Item { id: ID! summary: String }
      type Thing implements Item @key(fields: "id") { id: ID! base: String @inaccessible summary: String @external }
      type Note implements Item { id: ID! summary: String }`,
    resolvers: {
      Query: {
        thing: () => ({ id: '1' }), things: () => [[{ id: '1' }, { id: '2' }], []],
        items: () => [{ __typename: 'Thing', id: '1' }, { __typename: 'Note', id: '7', summary: 'a note' }],
      },
      Mutation: { touch: (_: unknown, { id }: Told) => { log.push(`touch ${id}`); return { id }; } },
      Thing: { __resolveReference: known, base: ({ id }: Told) => `b${id}` },
    },
  },
  first: {
    sdl: `type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: ID! @shareable @inaccessible base: String @external first: String @requires(fields: "base") }`,
    resolvers: { Thing: { __resolveReference: ({ id, code, ...told }: Told) => ({ ...told, id: id ?? code?.slice(1), code: code ?? `c${id}` }), first: ({ base }: Told) => `f(${base})` } },
  },
  second: {
    sdl: `type Thing @key(fields: "id") { id: ID! first: String @external owner: Person! @requires(fields: "first") tag(style: String = "plain"): String @requires(fields: "first") }
      type Person @key(fields: "id") { id: ID! }`,
    resolvers: { Thing: {
      __resolveReference: known, owner: ({ first }: Told) => person(`owner of ${first}`),
      tag: ({ first }: Told, { style }: Told) => `${style} ${first}`,
    } },
  },
  people: {
    sdl: 'type Person @key(fields: "id") { id: ID! name: String boss: Thing } type Thing @key(fields: "id", resolvable: false) { id: ID! }',
    resolvers: { Person: { __resolveReference: known, name: ({ id }: Told) => id?.toUpperCase(), boss: () => ({ id: '9' }) } },
  },
  last: {
    sdl: `type Thing @key(fields: "code") { code: ID! @shareable @inaccessible owner: Person! @external summary: String @requires(fields: "owner { id name }") }
      type Person @key(fields: "id") { id: ID! name: String @external }`,
    resolvers: { Thing: {
      __resolveReference: known,
      summary: ({ code, owner }: WithOwner) => { log.push(`summary ${code}`); return `${code}: ${owner?.id} as ${owner?.name}`; },
    } },
  },
});

const SUMMARY = (id: number) => `c${id}: owner of f(b${id}) as OWNER OF F(B${id})`;

describe('what closes a chain of @requires', () => {
  beforeEach(() => { log.length = 0; });

  it.each([
    ['through an object of another subgraph', '{ thing { summary } }', { thing: { summary: SUMMARY(1) } }],
    ['in lists of lists', '{ things { summary id } }', { things: [[{ summary: SUMMARY(1), id: '1' }, { summary: SUMMARY(2), id: '2' }], []] }],
    ['of one type behind an interface', '{ items { summary } }', { items: [{ summary: SUMMARY(1) }, { summary: 'a note' }] }],
    ['in fragments', '{ items { id ...T } } fragment T on Item { ... on Thing { text: summary owner { id } } }', {
      items: [{ id: '1', text: SUMMARY(1), owner: { id: 'owner of f(b1)' } }, { id: '7' }],
    }],
    ['with what others know of it', '{ thing { owner { called: name } } }', { thing: { owner: { called: 'OWNER OF F(B1)' } } }],
    ['below another', '{ thing { owner { boss { owner { name } } } } }', { thing: { owner: { boss: { owner: { name: 'OWNER OF F(B9)' } } } } }],
    ['twice, with arguments', 'query ($s: String) { thing { tag one: tag(style: "x") two: tag(style: $s) } }', { thing: { tag: 'plain f(b1)', one: 'x f(b1)', two: 'y f(b1)' } }],
  ])('is asked for when that has come: %s', async (_how, query, data) => {
    const answer = await ask(query, { s: 'y' });
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(data);
  });

  it('comes with its own mutation, before the next is done', async () => {
    const { data, errors } = await ask('mutation { one: touch(id: "1") { summary } two: touch(id: "2") { summary } one: touch(id: "1") { id } }');
    expect(errors).toEqual([]);
    expect(data).toEqual({ one: { summary: SUMMARY(1), id: '1' }, two: { summary: SUMMARY(2) } });
    expect(log).toEqual(['touch 1', 'summary c1', 'touch 2', 'summary c2']);
  });

  it('is asked of its subgraph once for all that is asked of it', async () => {
    const { asked } = await ask('{ thing { owner { id } tag owner { name } } }');
    expect(asked.filter(({ service }) => service === 'second')).toHaveLength(1);
  });
});

/* `rank` is made by a subgraph that knows only the interface, of `score`, which another such makes of `points`. */
const askItems = tinyGraph({
  items: {
    sdl: 'type Query { items: [Item!]! } interface Item @key(fields: "id") { id: ID! points: String } type A implements Item @key(fields: "id") { id: ID! points: String } type B implements Item @key(fields: "id") { id: ID! points: String }',
    resolvers: {
      Query: { items: () => [{ __typename: 'A', id: '1' }, { __typename: 'B', id: '2' }] },
      Item: { __resolveReference: ({ id }: Told) => ({ __typename: id === '1' ? 'A' : 'B', id }) },
      A: { __resolveReference: known, points: ({ id }: Told) => `a${id}` }, B: { __resolveReference: known, points: ({ id }: Told) => `b${id}` },
    },
  },
  scores: {
    sdl: 'type Item @key(fields: "id") @interfaceObject { id: ID! points: String @external score: String @requires(fields: "points") }',
    resolvers: { Item: { __resolveReference: known, score: ({ points }: Told) => `score of ${points}` } },
  },
  ranks: {
    sdl: 'type Query { ranked: [Item!]! } type Item @key(fields: "id") @interfaceObject { id: ID! score: String @external rank: String @requires(fields: "score") }',
    resolvers: { Query: { ranked: () => [{ id: '2' }, { id: '1' }] }, Item: { __resolveReference: known, rank: ({ score }: Told) => `rank by ${score}` } },
  },
});

describe('what closes a chain of @requires of an @interfaceObject', () => {
  it.each([
    ['from the interface', '{ items { rank } }', { items: [{ rank: 'rank by score of a1' }, { rank: 'rank by score of b2' }] }],
    ['from where it is an object', '{ ranked { rank id } }', { ranked: [{ rank: 'rank by score of b2', id: '2' }, { rank: 'rank by score of a1', id: '1' }] }],
    ['of one type alone', '{ items { ... on B { rank } } }', { items: [{}, { rank: 'rank by score of b2' }] }],
  ])('is asked for when that has come: %s', async (_how, query, data) => {
    const answer = await askItems(query);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(data);
  });
});
