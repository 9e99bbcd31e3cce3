import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldsOfExtension } from '../../../../gateway/composition/fields-of-extension.ts';
import { fieldNotice } from '../../../../gateway/registry/domain/field-notice.ts';
import type { ServedVersion } from '../../../../gateway/registry/domain/field-notice.ts';

const now = new Date('2026-06-01T00:00:00Z');
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const FIELD = 'Coverage.acme_points';

/** A version whose one field is there, deprecated or not there at all. */
const version = (field: 'there' | 'deprecated' | 'absent', daysAgo: number, answered = true): ServedVersion => ({
  fields: fieldsOfExtension(field === 'absent' ? null : `type Coverage { id: ID! acme_points: Int${field === 'deprecated' ? ' @deprecated' : ''} }`, 'acme'), activatedAt: ago(daysAgo), answered,
});
const mayGo = (...served: readonly ServedVersion[]): readonly string[] => fieldNotice(served, 90, now).mayGo;

describe('a field may go', () => {
  it('when versions without a gap have deprecated it for as long as the notice is', () => {
    expect(mayGo(version('deprecated', 90))).toEqual([FIELD]);
    expect(mayGo(version('deprecated', 89))).toEqual([]);
    expect(mayGo(version('deprecated', 1), version('deprecated', 90), version('there', 200))).toEqual([FIELD]);
    expect(mayGo(version('deprecated', 1), version('there', 90), version('deprecated', 200))).toEqual([]);
    expect(mayGo(version('there', 1), version('deprecated', 200))).toEqual([]);
  });

  it('when no version was ever seen to answer it', () => {
    expect(mayGo(version('there', 1, false))).toEqual([FIELD]);
    expect(mayGo(version('there', 1, false), version('deprecated', 2, true))).toEqual([]);
    expect(mayGo(version('there', 1, false), version('absent', 2, true))).toEqual([FIELD]);
  });

  it('only of the version that serves, and never earlier because another version served in between', () => {
    const served = fc.array(fc.record({ field: fc.constantFrom('there', 'deprecated', 'absent'), days: fc.integer({ min: 0, max: 200 }), answered: fc.boolean() }), { maxLength: 6 })
      .map((list) => [...list].sort((a, b) => a.days - b.days).map(({ field, days, answered }) => version(field as 'there', days, answered)));
    fc.assert(fc.property(served, (versions) => {
      const free = mayGo(...versions);
      const [serving] = versions;
      if (serving?.fields.has(FIELD) !== true) return free.length === 0;
      const seen = versions.some(({ fields, answered }) => answered && fields.has(FIELD));
      const told = versions.filter(({ activatedAt }) => activatedAt <= ago(90)).length > 0
        && versions.every(({ fields, activatedAt }, place) => {
          // Every version that served within the notice deprecates it, and so does the one that served when it began.
          const began = versions[place - 1]?.activatedAt ?? now;
          return began <= ago(90) || (fields.get(FIELD) === true && activatedAt <= now);
        });
      return (free.length === 1) === (!seen || told);
    }));
  });
});
