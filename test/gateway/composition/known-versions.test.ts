import { describe, expect, it } from '@jest/globals';
import { contextOf } from '../../../gateway/composition/compose-extensions.ts';
import { knownBaseGraph, knownSubgraph, refusalsOf } from '../../../gateway/composition/known-versions.ts';

const BASE = [{ name: 'house', url: 'http://house.invalid', sdl: 'type Query { a: Int }' }];
const version = (sdl: string, namespace = 'alpha') => ({ insurerId: namespace, namespace, version: '1', url: 'http://alpha.invalid', sdl });

describe('what is known of a version', () => {
  it('is found out once, and again when anything of it is another', () => {
    const first = knownSubgraph({ name: 'one', url: 'http://one.invalid', sdl: 'type Query { one: Int }' });
    expect(knownSubgraph({ name: 'one', url: 'http://one.invalid', sdl: 'type Query { one: Int }' })).toBe(first);
    expect(knownSubgraph({ name: 'one', url: 'http://elsewhere.invalid', sdl: 'type Query { one: Int }' }).url).toBe('http://elsewhere.invalid');
    const next = knownSubgraph({ name: 'one', url: 'http://one.invalid', sdl: 'type Query { two: Int }' });
    expect(next.schema.schemaDefinition.rootType('query')?.fields().map(({ name }) => name)).toContain('two');
  });

  it('is not kept when it is wrong', () => {
    const wrong = { name: 'wrong', url: 'http://wrong.invalid', sdl: 'type Query { a: Nothing }' };
    expect(() => knownSubgraph(wrong)).toThrow();
    expect(() => knownSubgraph(wrong)).toThrow();
  });

  it('is another in another graph, and beside other insurers', () => {
    const base = knownBaseGraph(BASE);
    expect(knownBaseGraph(BASE.map((each) => ({ ...each })))).toBe(base);
    expect(knownBaseGraph(BASE.map((each) => ({ ...each, sdl: 'type Query { b: Int }' })))).not.toBe(base);

    const squatter = version('type beta_Thing { a: Int }');
    const refused = (others: readonly ReturnType<typeof version>[]) => refusalsOf(squatter.sdl, contextOf(squatter, base, [squatter, ...others])).map(({ owner }) => owner);
    const alone = refused([]);
    expect(refused([version('', 'beta')])).toContain('insurer:beta');
    expect(alone).not.toContain('insurer:beta');
    expect(refused([])).toEqual(alone);
  });
});
