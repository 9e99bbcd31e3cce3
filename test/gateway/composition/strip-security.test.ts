import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, print } from 'graphql';
import { readRequirements, requirementsOf } from '../../../gateway/auth/requirements.ts';
import { stripSecurity } from '../../../gateway/composition/strip-security.ts';
import { compose } from '../../../schema/tools/compose.ts';

const RENAMED = compose([{
  name: 'a',
  url: 'http://a.test/graphql',
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
      "@inaccessible", { name: "@authenticated", as: "@known" }, { name: "@requiresScopes", as: "@may" }, { name: "@policy", as: "@rule" }
    ])
    type Query { a: Int @known b: Int @may(scopes: [["s"]]) c: Int @rule(policies: [["p"]]) hidden: Int @inaccessible open: Int }`,
}]).supergraphSdl;

describe('the supergraph the planner reads', () => {
  it('has none of the three directives, under any name, and nothing that came with them', () => {
    const stripped = print(stripSecurity(parse(RENAMED)));
    for (const word of ['known', 'may', 'rule', 'authenticated', 'requiresScopes', 'policy', 'Scope', 'Policy']) {
      expect(RENAMED.includes(word) && stripped.includes(word)).toBe(false);
    }
    expect(() => parse(stripped)).not.toThrow();
  });

  it('still hides what is inaccessible, and keeps the fields', () => {
    const stripped = print(stripSecurity(parse(RENAMED)));
    expect(stripped).toContain('specs.apollo.dev/inaccessible');
    expect(stripped).toMatch(/hidden: Int @join__field[^\n]*@inaccessible|hidden: Int @inaccessible/);
    expect(stripped).toContain('open: Int');
  });

  it('is the same when there is nothing to take away', () => {
    const { supergraphSdl } = compose([{ name: 'a', url: 'http://a.test', sdl: 'type Query { a: Int }' }]);
    const supergraph = parse(supergraphSdl);
    expect(stripSecurity(supergraph)).toBe(supergraph);
  });

  it('leaves its rules to us, under any name', () => {
    const api = buildSchema('type Query { a: Int b: Int c: Int open: Int }');
    const rules = requirementsOf(readRequirements(parse(RENAMED)), api);
    const query = api.getQueryType();
    if (!query) throw new Error('no query');
    expect(['a', 'b', 'c', 'open'].map((field) => rules.of(query, field))).toEqual([
      [{ authenticated: true, scopes: [], policies: [] }],
      [{ authenticated: false, scopes: [['s']], policies: [] }],
      [{ authenticated: false, scopes: [], policies: [['p']] }],
      [],
    ]);
  });
});
