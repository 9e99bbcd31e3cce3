import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse, print, visit } from 'graphql';
import { judge } from '../../../../gateway/composition/governance/judge.ts';
import { readRules } from '../../../../gateway/composition/supergraph-rules.ts';
import { compose } from '../../../../schema/tools/compose.ts';
import { CONTEXT, extensionOf, HOUSES, linked } from './world.ts';

const BASE = compose(HOUSES);

const name = fc.constantFrom('acme_a', 'acme_b', 'acme_c', 'acme_Card', 'zenith_a', 'state', 'id', 'points', '_x', 'premium');
const typeName = fc.constantFrom('acme_Card', 'acme_Kind', 'acme_Given', 'acme_Face', 'Money', 'Decimal', 'PageInfo', 'Coverage', 'Member', 'Int', 'String', 'ID', 'Nowhere');
const reference = fc.tuple(typeName, fc.constantFrom('', '!', '[]', '[!]!')).map(([type, wrap]) =>
  (wrap.startsWith('[') ? wrap.replace('[', `[${type}`) : `${type}${wrap}`));
const directive = fc.constantFrom('', '', '', '', '', '@deprecated(reason: "Old.")', '@authenticated', '@requiresScopes(scopes: [["policy:read"]])', '@shareable', '@inaccessible', '@override(from: "insurers")', '@external');
const description = fc.constantFrom('', '', '"Its own."', '"One life\'s cover." ');
const argumentsOf = fc.constantFrom('', '', '(first: Int = 3)', '(given: acme_Given)', '(kind: acme_Kind = A)', '(kind: acme_Kind = Z)', '(money: Money)');
const field = fc.tuple(description, name, argumentsOf, reference, directive).map((parts) => parts[0] + parts[1] + parts[2] + ': ' + parts[3] + ' ' + parts[4]);
const fields = (least: number) => fc.array(field, { minLength: least, maxLength: 3 }).map((all) => all.join('\n'));

const opened = fc.tuple(
  fc.constantFrom('', '', 'extend '), fc.constantFrom('Coverage', 'Policy', 'InsurancePlan'),
  fc.constantFrom('', '', '', 'implements acme_Face '), fc.constantFrom('insurerId id', 'insurerId id', 'insurerId id', 'id insurerId', 'id'), fields(0),
).map(([extend, type, face, key, own]) => `${extend}type ${type} ${face}@key(fields: "${key}") { insurerId: ID! id: ID! acme_sure: Int ${own} }`);

const others = fc.subarray([
  'enum acme_Kind { A B }', 'input acme_Given { a: Int b: acme_Kind }', 'interface acme_Face { acme_a: Int }',
  'type acme_Card { acme_a: Int kind: acme_Kind }', 'type acme_Card2 implements acme_Face { acme_a: Int }', 'union acme_Any = acme_Card',
  'extend type acme_Card { more: Int }', 'extend enum acme_Kind { C }', 'extend input acme_Given { c: Int = 3 }',
  'scalar Decimal type Money @shareable { amount: Decimal! currency: String! }', 'type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }',
  'type Member @key(fields: "id") { id: ID! }', 'type Query { acme_q: Int }',
], { minLength: 0 }).map((parts) => parts.join('\n'));

const extension = fc.tuple(opened, others).map(([entity, rest]) =>
  `${linked('@key', '@shareable', '@authenticated', '@requiresScopes')}${entity}\n${rest}`);

const { literal } = fc.letrec<{ literal: string }>((tie) => ({
  literal: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', '0', '3', '-1', '3000000000', '9007199254740993', '99999999999999999999999', '-0', '1.5', '-0.0', '1e400', '"three"', '"2026-02-28"', '"2026-02-30"', '"12.50"', 'true', 'A', 'B', 'Z'),
    fc.array(tie('literal'), { maxLength: 3 }).map((all) => `[${all.join(', ')}]`),
    fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'inner', 'kinds', 'on', 'other'), tie('literal')), { maxLength: 3, selector: ([key]) => key })
      .map((all) => `{ ${all.map(([key, value]) => `${key}: ${value}`).join(', ')} }`),
  ),
}));
/** A value that is right of each type, beside which others are tried. */
const RIGHT = {
  Int: '3', Float: '1.5', String: '"three"', Boolean: 'true', ID: '3', Date: '"2026-02-28"', Decimal: '"12.50"',
  acme_Kind: 'B', acme_Given: '{ a: 3, b: null }', acme_Outer: '{ inner: { b: A }, kinds: [A, null] }',
};
const input = fc.tuple(fc.constantFrom(...Object.entries(RIGHT)), fc.constantFrom('', '', '!', '[]', '[!]', '[!]!', '[[]]'), fc.nat({ max: 5 }), literal)
  .map(([[type, right], wrap, which, other]) => {
    const value = [right, right, `[${right}]`, `[${right}, ${other}]`, other, null][which];
    return (wrap.startsWith('[') ? wrap.replace(/\[(!?)\]/, `[${type}$1]`) : `${type}${wrap}`) + (value === null ? '' : ` = ${value}`);
  });

/** Lawful but for the values it gives. */
const withDefaults = fc.tuple(fc.array(input, { minLength: 1, maxLength: 3 }), fc.array(input, { maxLength: 2 })).map(([given, fields]) => `${linked('@key')}
  scalar Date scalar Decimal enum acme_Kind { A B }
  input acme_Given { a: Int! = 3 b: acme_Kind = B on: Date }
  input acme_Outer { inner: [acme_Given!] kinds: [acme_Kind] ${fields.map((each, index) => `f${index}: ${each}`).join(' ')} }
  type Coverage @key(fields: "insurerId id") { insurerId: ID! id: ID! acme_a(${given.map((each, index) => `a${index}: ${each}`).join(', ')}): Int }`);

/** The public schema without what is of the namespace. */
function withoutOwn(sdl: string): string {
  const isOwn = (node: { readonly name?: { readonly value: string } }) => node.name?.value.startsWith('acme_') === true;
  return print(visit(parse(sdl, { noLocation: true }), {
    enter: (node) => ('name' in node && node.kind !== Kind.NAMED_TYPE && isOwn(node as { name?: { value: string } }) ? null : undefined),
  }));
}

describe.each([
  ['that keeps the rules', extension, 1_500, 20],
  ['whose defaults are values of their types', withDefaults, 400, 60],
])('an extension %s', (_which, extensions, numRuns, least) => {
  it('composes, and changes nothing but what begins with its prefix', () => {
    const base = print(parse(BASE.apiSdl, { noLocation: true }));
    const rules = readRules(parse(BASE.supergraphSdl));
    let passed = 0;
    fc.assert(fc.property(extensions, (sdl) => {
      if (judge(sdl, CONTEXT).length > 0) return;
      passed += 1;
      const { apiSdl, supergraphSdl } = compose([...HOUSES, extensionOf(sdl)]);
      expect(withoutOwn(apiSdl)).toBe(base);
      const composed = readRules(parse(supergraphSdl));
      expect(new Map([...composed.access].filter(([coordinate]) => !coordinate.includes('acme_')))).toEqual(rules.access);
      expect(composed.cost).toEqual(rules.cost);
    }), { numRuns });
    expect(passed).toBeGreaterThan(least);
  });
});
