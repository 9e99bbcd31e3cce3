import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { estimateCost } from '../../../gateway/limits/cost.ts';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { measureDocument } from '../../../gateway/limits/measure-document.ts';
import { operationTree } from '../../../gateway/limits/operation-tree.ts';

const API = buildSchema('type Query { list(first: Int): [Query!] one: Query leaf: Int }');
const MODEL = { api: API, rules: { weights: new Map([['Query.leaf', 3]]), listSizes: new Map() }, ownerOf: () => 'any' };

/** What is asked: each field has a response key of its own in its place. */
interface Asked { readonly name: 'list' | 'one' | 'leaf'; readonly aliased: boolean; readonly first: number; readonly below: readonly Asked[] }

const askedTo = (levels: number): fc.Arbitrary<Asked[]> => fc.array(fc.record({
  name: fc.constantFrom('list' as const, 'one' as const, 'leaf' as const),
  aliased: fc.boolean(),
  first: fc.integer({ min: 0, max: 9 }),
  below: levels === 0 ? fc.constant([]) : askedTo(levels - 1),
}), { minLength: 1, maxLength: 3 });

/** Prints what is asked; `disguise` says of each set of selections how it is written, `define` takes a fragment. */
function print(set: readonly Asked[], disguise: () => number, define: (body: string) => string): string {
  const fields = set.map(({ name, aliased, first, below }, index) => {
    const key = aliased ? `k${index}: ` : '';
    const args = name === 'list' ? (disguise() % 2 === 0 ? `(first: ${first})` : `(first: $n${first})`) : '';
    if (name === 'leaf') return `${key}leaf`;
    return `${key}${name}${args} { ${below.length === 0 ? 'leaf' : print(below, disguise, define)} }`;
  });
  const body = fields.join(' ');
  switch (disguise() % 5) {
    case 0: return `... on Query { ${body} }`;
    case 1: return `... @include(if: $yes) { ${body} }`;
    case 2: return `...${define(body)}`;
    case 3: return `${body} ${body}`;
    default: return body;
  }
}

function document(set: readonly Asked[], choices: readonly number[]): string {
  const fragments: string[] = [];
  let next = 0;
  const body = print(set, () => choices[next++ % choices.length] ?? 4, (selections) => {
    const name = `F${fragments.length}`;
    fragments.push('');
    fragments[Number(name.slice(1))] = `fragment ${name} on Query { ${selections} }`;
    return name;
  });
  const variables = Array.from({ length: 10 }, (_, n) => `$n${n}: Int = ${n}`).join(' ');
  // Not all variables are used by all operations.
  return `query ($yes: Boolean = true ${variables}) { ${body} } ${fragments.join(' ')}`;
}

function figures(text: string) {
  const parsed = parse(text);
  const operation = getOperationAST(parsed);
  if (!operation) throw new Error('no operation');
  const { depth, aliases, rootFields } = measureDocument(text, { tokens: 1_000_000, selections: 1_000_000 });
  return { depth, aliases, rootFields, cost: estimateCost(MODEL, operation, operationTree(parsed, operation, 1_000_000), {}).total };
}

// Two fields of one place may not have one key; the ones that are not aliased are told apart here.
const distinct = (set: readonly Asked[]): Asked[] => {
  const seen = new Set<string>();
  return set.map((each) => {
    const aliased = each.aliased || seen.has(each.name);
    if (!aliased) seen.add(each.name);
    return { ...each, aliased, below: distinct(each.below) };
  });
};

describe('every limit', () => {
  it('measures the same whatever an operation is wrapped in: fragments, conditions, variables, repetition', () => {
    fc.assert(fc.property(askedTo(4), fc.array(fc.nat(9), { minLength: 1, maxLength: 40 }), (set, choices) => {
      const plain = document(distinct(set), [4]);
      const disguised = document(distinct(set), choices);
      fc.pre(disguised.length < 200_000);
      expect(validate(API, parse(plain)).filter(({ message }) => !message.includes('never used'))).toEqual([]);
      expect(figures(disguised)).toEqual(figures(plain));
    }), { numRuns: 300 });
  });

  it('is not measured at all past the largest text that is looked at', () => {
    expect(measureDocument(`{ ${'leaf '.repeat(DEFAULT_LIMITS.tokens)} }`, DEFAULT_LIMITS)).toMatchObject({ tokens: DEFAULT_LIMITS.tokens + 1, depth: 0 });
  });
});
