import { describe, expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

type Told = Readonly<Record<string, string>>;

/*
 * `made` is made of `middle` in another subgraph, and `middle` of `first` in a third; the last is reached by a key that
 * only the subgraph of `middle` can give. What the planner asks of that one for the key, it must not ask `middle` of.
 */
const ask = tinyGraph({
  start: { sdl: 'type Query { thing: Thing things: [Thing!]! } type Thing @key(fields: "id") { id: ID! @shareable }', resolvers: {
    Query: { thing: () => ({ id: '1' }), things: () => [{ id: '1' }, { id: '2' }] },
  } },
  middle: {
    sdl: `type Thing @key(fields: "id") @key(fields: "code") { id: ID! @shareable code: ID! @shareable first: String @external middle: String @requires(fields: "first") }`,
    resolvers: { Thing: {
      __resolveReference: ({ id, code, ...told }: Told) => ({ ...told, id: id ?? code?.slice(1), code: code ?? `c${id}` }),
      middle: ({ first }: Told) => `middle of ${first}`,
    } },
  },
  last: {
    sdl: 'type Thing @key(fields: "code") { code: ID! @shareable first: String middle: String @external made: String @requires(fields: "middle") }',
    resolvers: { Thing: { __resolveReference: (told: Told) => told, first: ({ code }: Told) => `first ${code}`, made: ({ middle }: Told) => `made of ${middle}` } },
  },
});

describe('a @requires of what itself has @requires', () => {
  it.each([
    ['alone', '{ thing { made } }', { thing: { made: 'made of middle of first c1' } }],
    ['beside all it is made of', '{ thing { made middle first } }', { thing: { made: 'made of middle of first c1', middle: 'middle of first c1', first: 'first c1' } }],
    ['in a list', '{ things { made } }', { things: [{ made: 'made of middle of first c1' }, { made: 'made of middle of first c2' }] }],
    ['under the name of another', '{ thing { first: made middle: code made: middle } }', { thing: { first: 'made of middle of first c1', middle: 'c1', made: 'middle of first c1' } }],
  ])('is made of what was really there: %s', async (_how, query, data) => {
    const answer = await ask(query);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual(data);
  });

  it('never asks a subgraph for what it is only told', async () => {
    const { asked } = await ask('{ thing { made } }');
    expect(asked.filter(({ service }) => service === 'middle').filter(({ request }) => /\bfirst\b/.test(request.query))).toEqual([]);
  });
});

/*
 * `both` is made of `base` of one subgraph and of `derived`, which another makes of `base`; that other is asked anyway,
 * for the key of the last. It must not be asked for `derived` before `base` has come.
 */
const askBoth = tinyGraph({
  first: {
    sdl: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! @shareable base: String }',
    resolvers: { Query: { thing: () => ({ id: '1' }) }, Thing: { __resolveReference: (told: Told) => told, base: ({ id }: Told) => `base ${id}` } },
  },
  second: {
    sdl: 'type Thing @key(fields: "id") @key(fields: "code") { id: ID! @shareable code: ID! @shareable base: String @external derived: String @requires(fields: "base") }',
    resolvers: { Thing: {
      __resolveReference: ({ id, code, ...told }: Told) => ({ ...told, id: id ?? code?.slice(1), code: code ?? `c${id}` }),
      derived: ({ base }: Told) => `derived of ${base}`,
    } },
  },
  third: {
    sdl: 'type Thing @key(fields: "code") { code: ID! @shareable base: String @external derived: String @external both: String @requires(fields: "base derived") }',
    resolvers: { Thing: { __resolveReference: (told: Told) => told, both: ({ base, derived }: Told) => `${base} and ${derived}` } },
  },
});

describe('a @requires of two things, one of which is made of the other', () => {
  it.each([
    ['alone', '{ thing { both } }', { both: 'base 1 and derived of base 1' }],
    ['beside them', '{ thing { derived both base } }', { both: 'base 1 and derived of base 1', derived: 'derived of base 1', base: 'base 1' }],
  ])('waits for the first: %s', async (_how, query, thing) => {
    const { errors, data } = await askBoth(query);
    expect(errors).toEqual([]);
    expect(data).toEqual({ thing });
  });
});

const index = ({ id, code, spot }: Told) => id?.slice(1) ?? code?.slice(4) ?? spot;
const whole = (told: Told) => ({ id: `t${index(told)}`, code: `code${index(told)}`, spot: index(told), ...told });
const madeOf = (name: string, ...from: readonly string[]) => (told: Told) => `${name}(${from.map((each) => told[each]).join(' ')})`;
const THING = { thing: () => whole({ id: 't1' }) };

/* Two chains through the same subgraphs, one of which needs something from the last on its way: to the planner each waits for the other. */
const askCrossing = tinyGraph({
  one: {
    sdl: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! f: String @external m: String @requires(fields: "f") }',
    resolvers: { Query: THING, Thing: { __resolveReference: whole, m: madeOf('m', 'f') } },
  },
  two: {
    sdl: 'type Thing @key(fields: "id") { id: ID! g: String @external m: String @external x: String @requires(fields: "m g") y: String @requires(fields: "m") }',
    resolvers: { Thing: { __resolveReference: whole, x: madeOf('x', 'm', 'g'), y: madeOf('y', 'm') } },
  },
  three: {
    sdl: `type Thing @key(fields: "id") { id: ID! f: String g: String x: String @external y: String @external
      p: String @requires(fields: "x") q: String @requires(fields: "y") }`,
    resolvers: { Thing: { __resolveReference: whole, f: () => 'f', g: () => 'g', p: madeOf('p', 'x'), q: madeOf('q', 'y') } },
  },
});

/* The fetch that is only there for what `m` is made of brings nothing that was asked for: the planner drops it, and `x` with it. */
const askLost = tinyGraph({
  one: {
    sdl: `type Query { thing: Thing } type Thing @key(fields: "id") @key(fields: "code") @key(fields: "spot") {
      id: ID! @shareable code: ID! @shareable spot: ID! @shareable f: String @external m: String @requires(fields: "f") }`,
    resolvers: { Query: THING, Thing: { __resolveReference: whole, m: madeOf('m', 'f') } },
  },
  two: {
    sdl: 'type Thing @key(fields: "code") { id: ID! @shareable code: ID! @shareable g: String m: String @external x: String @requires(fields: "m") }',
    resolvers: { Thing: { __resolveReference: whole, g: () => 'g', x: madeOf('x', 'm') } },
  },
  three: {
    sdl: `type Thing @key(fields: "spot") @key(fields: "code") {
      id: ID! @shareable code: ID! @shareable spot: ID! @shareable f: String g: String @external y: String @requires(fields: "g") }`,
    resolvers: { Thing: { __resolveReference: whole, f: () => 'f', y: madeOf('y', 'g') } },
  },
});

/* Two fetches with the same input, one of which waits for the other: the planner makes one of them, which waits for itself. */
const askMerged = tinyGraph({
  one: {
    sdl: `type Thing @key(fields: "id") @key(fields: "code") { id: ID! @shareable code: ID! @shareable f: String @external h: String @external
      m: String @requires(fields: "h") n: String @requires(fields: "f") }`,
    resolvers: { Thing: { __resolveReference: whole, m: madeOf('m', 'h'), n: madeOf('n', 'f') } },
  },
  two: {
    sdl: `type Query { thing: Thing } type Thing @key(fields: "id") @key(fields: "code") {
      id: ID! @shareable code: ID! @shareable g: String @external h: String m: String @external x: String @requires(fields: "g m") }`,
    resolvers: { Query: THING, Thing: { __resolveReference: whole, h: () => 'h', x: madeOf('x', 'g', 'm') } },
  },
  three: {
    sdl: `type Thing @key(fields: "code") { id: ID! @shareable code: ID! @shareable f: String g: String
      m: String @external x: String @external z: String @requires(fields: "m x") }`,
    resolvers: { Thing: { __resolveReference: whole, f: () => 'f', g: () => 'g', z: madeOf('z', 'm', 'x') } },
  },
});

describe('chains of @requires that cross', () => {
  it.each([
    ['each needs a subgraph of the other', askCrossing, '{ thing { f p q } }', { f: 'f', p: 'p(x(m(f) g))', q: 'q(y(m(f)))' }],
    ['one leads through a fetch that brings nothing else', askLost, '{ thing { y x } }', { y: 'y(g)', x: 'x(m(f))' }],
    ['both ask one subgraph with the same input', askMerged, '{ thing { n z } }', { n: 'n(f)', z: 'z(m(h) x(g m(h)))' }],
  ])('are answered whole: %s', async (_how, askThings, query, thing) => {
    const { errors, data } = await askThings(query);
    expect(errors).toEqual([]);
    expect(data).toEqual({ thing });
  });
});
