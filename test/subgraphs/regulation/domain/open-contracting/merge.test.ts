import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileReleases } from '../../../../../subgraphs/regulation/domain/open-contracting/compile-releases.ts';
import type { Release } from '../../../../../subgraphs/regulation/domain/open-contracting/release.ts';
import { versionReleases } from '../../../../../subgraphs/regulation/domain/open-contracting/version-releases.ts';

/** A release of the nth day. */
const on = (day: number, body: Record<string, unknown>, tag = 'tender'): Release =>
  ({ ocid: 'o', id: `r${day}`, date: `2026-01-0${day}T00:00:00Z`, tag: [tag], initiationType: 'tender', ...body }) as Release;

const body = (release: Release): Record<string, unknown> => {
  const { ocid: _ocid, id: _id, date: _date, tag: _tag, initiationType: _type, ...rest } = release;
  return rest;
};

describe('a compiled release', () => {
  it('is dated and named by its newest release', () => {
    expect(compileReleases([on(1, {}), on(2, {}, 'award')])).toEqual({ ocid: 'o', id: 'o-2026-01-02T00:00:00Z', date: '2026-01-02T00:00:00Z', tag: ['compiled'], initiationType: 'tender' });
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]>([
    ['takes the newest value', { tender: { id: 't', title: 'A' } }, { tender: { id: 't', title: 'B' } }, { tender: { id: 't', title: 'B' } }],
    ['keeps what is not told again', { tender: { id: 't', title: 'A' } }, { tender: { id: 't' } }, { tender: { id: 't', title: 'A' } }],
    ['takes out what is set to null', { tender: { id: 't', title: 'A' } }, { tender: { title: null } }, { tender: { id: 't' } }],
    ['merges lists by identifier, in the order of coming', { awards: [{ id: 1, a: 1 }, { id: 2 }] }, { awards: [{ id: 3 }, { id: 1, b: 2 }] }, { awards: [{ id: 1, a: 1, b: 2 }, { id: 2 }, { id: 3 }] }],
    ['does not take 1 for "1"', { awards: [{ id: 1 }] }, { awards: [{ id: '1' }] }, { awards: [{ id: 1 }, { id: '1' }] }],
    ['replaces lists of plain values', { parties: [{ id: 'p', roles: ['tenderer'] }] }, { parties: [{ id: 'p', roles: ['supplier'] }] }, { parties: [{ id: 'p', roles: ['supplier'] }] }],
    ['replaces lists the standard calls whole', { parties: [{ id: 'p', additionalIdentifiers: [{ id: 1 }] }] }, { parties: [{ id: 'p', additionalIdentifiers: [{ id: 2 }] }] }, { parties: [{ id: 'p', additionalIdentifiers: [{ id: 2 }] }] }],
    ['says nothing of empty objects and lists', { tender: { id: 't', lots: [{ id: 'l' }] } }, { tender: {}, awards: [], buyer: {} }, { tender: { id: 't', lots: [{ id: 'l' }] } }],
    ['keeps an object whose fields were taken out', { tender: { id: 't', y: { z: 1 } } }, { tender: { y: { z: null } } }, { tender: { id: 't', y: {} } }],
    ['adds objects without an identifier', { awards: [{ a: 1 }] }, { awards: [{ a: 1 }] }, { awards: [{ a: 1 }, { a: 1 }] }],
  ])('%s', (_what, first, second, merged) => {
    expect(body(compileReleases([on(1, first), on(2, second)]))).toEqual(merged);
  });

  it('is the same whether releases are merged at once or a compiled one with the rest', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer(), { minLength: 1, maxLength: 2 }));
    const item = fc.record({ id: fc.integer({ min: 1, max: 3 }), a: value, b: fc.record({ c: value }) }, { requiredKeys: ['id'] });
    const content = fc.record({ tender: fc.record({ id: fc.constant('t'), x: value, y: fc.record({ z: value }) }, { requiredKeys: ['id'] }), awards: fc.array(item, { maxLength: 3 }) }, { requiredKeys: [] });
    fc.assert(fc.property(content, content, content, (first, second, third) => {
      const all = [on(1, first), on(2, second), on(3, third)];
      const { id: _id, tag: _tag, ...compiled } = compileReleases(all.slice(0, 2));
      expect(body(compileReleases([on(2, body(compiled as unknown as Release)), all[2] as Release]))).toEqual(body(compileReleases(all)));
    }));
  });

  it('leaves its releases as they were', () => {
    const first = on(1, { awards: [{ id: 1, a: { b: 1 } }] });
    const before = JSON.stringify(first);
    compileReleases([first, on(2, { awards: [{ id: 1, a: { b: 2 } }] })]);
    expect(JSON.stringify(first)).toBe(before);
  });
});

describe('a versioned release', () => {
  const versions = versionReleases([
    on(1, { tender: { id: 't', title: 'A' }, awards: [{ id: 1, status: 'pending' }] }, 'planning'),
    on(2, { tender: { id: 't', title: 'A' } }),
    on(3, { tender: { id: 't', title: 'B' }, awards: [{ id: 1, status: 'active' }] }, 'award'),
  ]) as Record<string, never>;
  const told = (day: number, tag: string, value: unknown) => ({ releaseID: `r${day}`, releaseDate: `2026-01-0${day}T00:00:00Z`, releaseTag: [tag], value });

  it('tells every value with the release that told it first', () => {
    expect(versions['tender']).toEqual({ id: [told(1, 'planning', 't')], title: [told(1, 'planning', 'A'), told(3, 'award', 'B')] });
  });

  it('versions neither the process\'s identifier nor those in lists', () => {
    expect(versions['ocid']).toBe('o');
    expect(versions['awards']).toEqual([{ id: 1, status: [told(1, 'planning', 'pending'), told(3, 'award', 'active')] }]);
  });

  it('ends every field with the value that the compiled release has', () => {
    const value = fc.oneof(fc.integer(), fc.string());
    const content = fc.record({ tender: fc.record({ x: value, y: value }, { requiredKeys: [] }) }, { requiredKeys: [] });
    fc.assert(fc.property(fc.array(content, { minLength: 1, maxLength: 6 }), (contents) => {
      const all = contents.map((each, index) => on(index + 1, each));
      const compiled = compileReleases(all)['tender'] ?? {};
      const versioned = (versionReleases(all)['tender'] ?? {}) as Record<string, { value: unknown }[]>;
      expect(Object.fromEntries(Object.entries(versioned).map(([field, each]) => [field, each.at(-1)?.value]))).toEqual(compiled);
    }));
  });
});
