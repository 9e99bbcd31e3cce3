import { afterAll, describe, expect, it } from '@jest/globals';
import { createComposer } from '../../../gateway/composition/composer.ts';
import { changesBeyond } from '../../../gateway/composition/check-extension.ts';
import type { Extension } from '../../../gateway/composition/extension.ts';
import { compose } from '../../../schema/tools/compose.ts';
import { extensionOf, HOUSES, LINK, linked } from './governance/world.ts';

const composer = createComposer();
afterAll(() => composer.close());

const coverage = (fields: string): string => `${LINK} type Coverage @key(fields: "insurerId id") { insurerId: ID! id: ID! ${fields} }`;
const acme = (sdl: string, version = 'v1'): Extension => ({ insurerId: 'insurer-a', namespace: 'acme', version, url: 'http://acme.invalid/graphql', sdl });
const zenith: Extension = { insurerId: 'insurer-z', namespace: 'zenith', version: 'v1', url: 'http://zenith.invalid/graphql', sdl: coverage('zenith_bonus: Int') };

describe('composition in a thread', () => {
  it('puts every lawful extension into the graph', async () => {
    const { supergraphSdl, leftOut } = await composer.compose(HOUSES, [acme(coverage('acme_points: Int')), zenith]);
    expect(leftOut).toEqual([]);
    expect(supergraphSdl).toContain('acme_points: Int');
    expect(supergraphSdl).toContain('zenith_bonus: Int');
    expect(supergraphSdl).toContain('name: "insurer_zenith"');
  }, 60_000);

  it('leaves out what breaks the rules, and says why to its sender alone', async () => {
    const { supergraphSdl, leftOut } = await composer.compose(HOUSES, [acme(coverage('zenith_points: Int')), zenith]);
    expect(leftOut).toEqual([{ insurerId: 'insurer-a', version: 'v1', refusals: [expect.objectContaining({ check: 'governance', code: 'EXTENSION_NAMESPACE_OF_ANOTHER', owner: 'insurer:insurer-z' })] }]);
    expect(supergraphSdl).toContain('zenith_bonus: Int');
    expect(supergraphSdl).not.toContain('zenith_points');
  }, 60_000);

  it('leaves out what does not compose though no rule forbids it', async () => {
    // One namespace twice, which the registry never gives.
    const twin = { ...zenith, namespace: 'acme', sdl: coverage('acme_bonus: Int') };
    const { supergraphSdl, leftOut } = await composer.compose(HOUSES, [acme(coverage('acme_points: Int')), twin]);
    expect(leftOut).toEqual([{ insurerId: 'insurer-z', version: 'v1', refusals: [expect.objectContaining({ check: 'composition', code: 'EXTENSION_DOES_NOT_COMPOSE' })] }]);
    expect(supergraphSdl).toContain('acme_points: Int');
  }, 60_000);

  it('tells when the houses themselves do not compose', async () => {
    await expect(composer.compose([{ name: 'a', url: 'http://a.invalid', sdl: 'type Query { a: Nowhere }' }], [])).rejects.toThrow('Nowhere');
  }, 60_000);
});

describe('a check of a submission', () => {
  const check = (sdl: string | null, active: readonly Extension[] = [zenith], mayGo: readonly string[] = []) =>
    composer.checkExtension({ ...acme(''), sdl, version: 'v2', notice: { days: 90, mayGo } }, HOUSES, active);
  const failed = async (sdl: string | null, active?: readonly Extension[], mayGo?: readonly string[]) =>
    (await check(sdl, active, mayGo)).filter(({ passed }) => !passed).map(({ name, code, coordinate }) => ({ name, code, coordinate }));

  it('passes every check of a lawful one', async () => {
    const results = await check(coverage('acme_points: Int'));
    expect(results.map(({ name, passed }) => [name, passed])).toEqual(
      ['governance', 'composition', 'planning', 'graph-unchanged', 'breaking-changes'].map((name) => [name, true]));
  }, 60_000);

  it('passes the contract alone', async () => {
    expect(await failed(null)).toEqual([]);
  }, 60_000);

  it('says every rule that is broken, in both languages', async () => {
    const results = await check(`${coverage('acme_points: Int')} type Query { acme_all: Int } type Claim { a: Int }`);
    expect(results.filter(({ passed }) => !passed)).toEqual([
      expect.objectContaining({ name: 'governance', code: 'EXTENSION_ROOT_FIELD', rule: 'root-field', coordinate: 'Query.acme_all', owner: 'regulation, insurers, associations' }),
      expect.objectContaining({ name: 'governance', code: 'EXTENSION_OUTSIDE_NAMESPACE', rule: 'namespace', coordinate: 'Claim', reason: { en: expect.stringContaining('acme_'), ar: expect.stringContaining('acme_') } }),
    ]);
  }, 60_000);

  it('refuses a version that takes away what the active one gives partners', async () => {
    const active = [zenith, acme(coverage('acme_points: Int acme_level: String'))];
    expect(await failed(coverage('acme_points: Int'), active)).toEqual([{ name: 'breaking-changes', code: 'EXTENSION_BREAKS', coordinate: null }]);
    expect(await failed(coverage('acme_points: Int acme_level: String acme_more: Int'), active)).toEqual([]);
    expect((await failed(null, active)).map(({ code }) => code)).toEqual(['EXTENSION_BREAKS', 'EXTENSION_BREAKS']);
  }, 60_000);

  it('lets go what partners were told of in time, with the types that only that leads to', async () => {
    const level = 'type acme_Level { name: String next: acme_Next } enum acme_Next { SOON LATER }';
    const active = [zenith, acme(`${coverage('acme_points: Int acme_level(of: acme_Next): acme_Level @deprecated')} ${level}`)];
    expect((await failed(coverage('acme_points: Int'), active)).map(({ name }) => name)).toEqual(['breaking-changes', 'breaking-changes', 'breaking-changes']);
    expect(await failed(coverage('acme_points: Int'), active, ['Coverage.acme_level'])).toEqual([]);
    expect(await failed(null, active, ['Coverage.acme_level', 'Coverage.acme_points'])).toEqual([]);
    // What stays is kept as it was, and what else led to a type keeps it.
    expect((await failed(`${coverage('acme_points: Int acme_level(of: acme_Next): Int')} enum acme_Next { SOON LATER }`, active, ['Coverage.acme_level'])).length).toBeGreaterThan(0);
    expect(await failed(null, active, ['Coverage.acme_level'])).toEqual([{ name: 'breaking-changes', code: 'EXTENSION_BREAKS', coordinate: null }]);
    const [refused] = (await check(null, active)).filter(({ passed }) => !passed);
    expect(refused?.reason?.en).toContain('served for 90 days');
  }, 60_000);

  it('does not hold another\'s broken extension against the sender', async () => {
    expect(await failed(coverage('acme_points: Int'), [{ ...zenith, sdl: 'type Coverage {' }])).toEqual([]);
  }, 60_000);
});

describe('a composer that warms up', () => {
  it('goes on with whoever asks first, and composes as ever', async () => {
    const warming = createComposer();
    try {
      const ended: string[] = [];
      const warmed = warming.warm(HOUSES).then(() => ended.push('warm'));
      const composed = warming.compose(HOUSES, [zenith]).then(({ supergraphSdl }) => {
        ended.push('composed');
        return supergraphSdl;
      });
      expect(await composed).toContain('zenith_bonus: Int');
      await warmed;
      // All its rounds would have ended after the answer.
      expect(ended).toEqual(['warm', 'composed']);
    } finally {
      await warming.close();
    }
  }, 60_000);

  it('is no trouble to anybody when it cannot', async () => {
    const closed = createComposer();
    await closed.close();
    await expect(closed.warm(HOUSES)).resolves.toBeUndefined();
    await expect(composer.warm([{ name: 'a', url: 'http://a.invalid', sdl: 'type Query { a: Nowhere }' }])).resolves.toBeUndefined();
  }, 60_000);
});

describe('a check that takes too long', () => {
  it('fails for its sender, and the next one is made', async () => {
    const hasty = createComposer({ deadlineMs: 1 });
    try {
      const results = await hasty.checkExtension({ ...acme(''), sdl: coverage('acme_points: Int'), notice: { days: 90, mayGo: [] } }, HOUSES, []);
      expect(results).toEqual([expect.objectContaining({ passed: false, code: 'EXTENSION_NOT_CHECKED' })]);
    } finally {
      await hasty.close();
    }
  }, 60_000);
});

describe('what an extension would change beyond its own', () => {
  it('is found by comparing, whatever the rules say', () => {
    const before = compose(HOUSES);
    const hidden = compose([...HOUSES, extensionOf(`${linked('@key', '@requiresScopes')} type InsurancePlan @key(fields: "insurerId id") @requiresScopes(scopes: [["policy:manage"]]) { insurerId: ID! id: ID! acme_a: Int }`)]);
    expect(changesBeyond('acme', before, hidden).map(({ coordinate }) => coordinate)).toEqual(['InsurancePlan']);
    const described = compose([...HOUSES, extensionOf(`${LINK} enum CoverageState { ACTIVE ENDED FREE } type acme_A { a: CoverageState }`)]);
    expect(changesBeyond('acme', before, described).map(({ coordinate }) => coordinate)).toEqual(['CoverageState']);
    const lawful = compose([...HOUSES, extensionOf(coverage('acme_a: Int'))]);
    expect(changesBeyond('acme', before, lawful)).toEqual([]);
  });
});
