import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { measureDocument } from '../../../gateway/limits/measure-document.ts';
import { refusalOf } from '../../../gateway/limits/refuse-measured.ts';

const measure = (text: string) => measureDocument(text, DEFAULT_LIMITS);
const times = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ');

describe('tokens', () => {
  it('are counted as the parser sees them, comments and commas aside', () => {
    expect(measure('{ a(x: 1), b } # c d e').tokens).toBe(9);
  });

  it('are counted up to the limit and one more, whatever follows', () => {
    expect(measureDocument(`{ ${'a '.repeat(1_000)}`, { tokens: 10, selections: 100 }).tokens).toBe(11);
    expect(measureDocument(`{ ${'a '.repeat(1_000)} "unended`, { tokens: 10, selections: 100 }).tokens).toBe(11);
  });
});

describe('depth', () => {
  it.each([
    ['inline', '{ a { b { c } } }'],
    ['by alias', '{ x: a { y: b { z: c } } }'],
    ['in inline fragments', '{ ... on Q { a { ... { ... on B { b { c } } } } } }'],
    ['in fragments', '{ ...F } fragment F on Q { a { ...G } } fragment G on A { b { c } }'],
    ['in a fragment that is also asked for beside it', '{ a { ...F } ...F } fragment F on Q { a { b } }'],
    ['behind a variable that may leave it out', 'query ($v: Boolean!) { a @include(if: $v) { b @skip(if: $v) { c } } }'],
    ['in the second of two operations', 'query A { a } query B { a { b { c } } }'],
    ['by repetition', '{ a { b { x } } a { b { c } } }'],
    ['in a mutation', 'mutation { a { b { c } } }'],
  ])('is the same %s', (_how, text) => {
    expect(measure(text).depth).toBe(3);
  });

  it('does not count what introspection needs', () => {
    expect(refusalOf(measure(getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, oneOf: true })), DEFAULT_LIMITS, 'en')).toBeNull();
  });

  it('counts what stands beside introspection', () => {
    expect(measure('{ __schema { types { name } } a { b { c { d } } } }').depth).toBe(4);
  });

  it('ends on a fragment that contains itself', () => {
    expect(measure('{ ...F } fragment F on Q { a { ...F } }').depth).toBe(1);
    expect(measure('{ ...F } fragment F on Q { a { ...G } } fragment G on Q { b { ...F } }').depth).toBe(2);
  });
});

describe('aliases', () => {
  it.each([
    ['inline', '{ a: x b: x c: x }'],
    ['nested', '{ a: x { b: x { c: x } } }'],
    ['in fragments', '{ a: x { ...F } c: x } fragment F on Q { b: x }'],
    ['in a fragment that is spread in three places', '{ x { ...F } y { ...F } z { ...F } } fragment F on Q { a: x }'],
    ['in inline fragments', '{ ... { a: x ... on Q { b: x } } c: x }'],
    ['behind variables', 'query ($v: Boolean!) { a: x @skip(if: $v) b: x @include(if: $v) c: x }'],
    ['by repetition of others', '{ a: x a: x b: x c: x ...F } fragment F on Q { y }'],
  ])('are counted %s', (_how, text) => {
    expect(measure(text).aliases).toBe(3);
  });
});

describe('root fields', () => {
  it.each([
    ['inline', '{ a b c }'],
    ['by alias', '{ a: x b: x c: x }'],
    ['in fragments', '{ a ...F } fragment F on Q { b ... on Q { c } }'],
    ['of a mutation', 'mutation { a b c }'],
    ['in the largest of several operations', 'query A { a } query B { a b c } query C { a b }'],
    ['of introspection', '{ a: __schema { types { name } } b: __schema { types { name } } c: __typename }'],
  ])('are counted %s', (_how, text) => {
    expect(measure(text).rootFields).toBe(3);
  });

  it('are answered once when they stand there twice, and count once', () => {
    expect(measure('{ a a ...F } fragment F on Q { a }').rootFields).toBe(1);
  });
});

describe('a text that unfolds', () => {
  it('is not looked at any further than the limit on fields', () => {
    const fragments = times(20, (n) => `fragment F${n} on Q { a { ...F${n + 1} } b { ...F${n + 1} } }`);
    const measured = measure(`{ ...F0 } ${fragments} fragment F20 on Q { c }`);
    expect(measured.selections).toBe(DEFAULT_LIMITS.selections + 1);
    expect(refusalOf(measured, DEFAULT_LIMITS, 'en')?.extensions).toMatchObject({ code: 'OPERATION_TOO_LARGE', measured: 10_001, allowed: 10_000 });
  });

  it('is measured at once when the same fragment is spread again and again in one place', () => {
    const fragments = times(30, (n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`);
    expect(measure(`{ ...F0 } ${fragments} fragment F30 on Q { c }`)).toMatchObject({ selections: 0, depth: 1, rootFields: 1 });
  });
});

describe('a refusal', () => {
  it.each([
    ['TOO_MANY_TOKENS', 'tokens', `{ ${times(DEFAULT_LIMITS.tokens, (n) => `f${n}`)} }`, DEFAULT_LIMITS.tokens + 1],
    ['OPERATION_TOO_DEEP', 'depth', `${'{ a '.repeat(DEFAULT_LIMITS.depth + 1)}${'}'.repeat(DEFAULT_LIMITS.depth + 1)}`, DEFAULT_LIMITS.depth + 1],
    ['TOO_MANY_ALIASES', 'aliases', `{ a { ${times(DEFAULT_LIMITS.aliases + 1, (n) => `f${n}: x`)} } }`, DEFAULT_LIMITS.aliases + 1],
    ['TOO_MANY_ROOT_FIELDS', 'rootFields', `{ ${times(DEFAULT_LIMITS.rootFields + 1, (n) => `f${n}`)} }`, DEFAULT_LIMITS.rootFields + 1],
  ] as const)('%s says which limit, what was measured and what is allowed, in both languages', (code, limit, text, measured) => {
    const allowed = DEFAULT_LIMITS[limit];
    for (const locale of ['en', 'ar'] as const) {
      const refusal = refusalOf(measure(text), DEFAULT_LIMITS, locale);
      expect(refusal?.extensions).toMatchObject({ code, limit, measured, allowed, http: { status: 400 } });
      expect(refusal?.message).toContain(String(measured));
      expect(refusal?.message).toContain(String(allowed));
      expect(/[\u0600-\u06ff]/.test(refusal?.message ?? '')).toBe(locale === 'ar');
    }
  });

  it('does not meet an operation that is exactly at a limit', () => {
    const atLimit = [
      `${'{ a '.repeat(DEFAULT_LIMITS.depth)}${'}'.repeat(DEFAULT_LIMITS.depth)}`,
      `{ a { ${times(DEFAULT_LIMITS.aliases, (n) => `f${n}: x`)} } }`,
      `{ ${times(DEFAULT_LIMITS.rootFields, (n) => `f${n}`)} }`,
    ];
    for (const text of atLimit) expect(refusalOf(measure(text), DEFAULT_LIMITS, 'en')).toBeNull();
  });
});
