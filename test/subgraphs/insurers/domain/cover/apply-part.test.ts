import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyPart } from '../../../../../subgraphs/insurers/domain/cover/apply-part.ts';
import type { NumberedLine } from '../../../../../subgraphs/insurers/domain/cover/apply-part.ts';
import { plusDays } from '../../../../../subgraphs/insurers/domain/cover/calendar-day.ts';
import { coversDay, isEmpty } from '../../../../../subgraphs/insurers/domain/cover/period.ts';
import type { CoverPeriod } from '../../../../../subgraphs/insurers/domain/cover/period.ts';
import { chargeOf, termOf } from '../../../../../subgraphs/insurers/domain/cover/period-premium.ts';
import { cellKey, requiredCells } from '../../../../../subgraphs/insurers/domain/rate-table.ts';

const policy = {
  inceptionDate: '2026-01-01', expiryDate: '2026-12-31',
  rates: Object.fromEntries(requiredCells(['A', 'B', 'C']).map((cell, index) => [cellKey(cell), String(100_001n + 977n * BigInt(index))])),
};
const term = termOf(policy);
const TODAY = '2026-02-15';

/** What the store keeps: every version, closed or not. */
interface Version { readonly period: CoverPeriod; readonly recordedFrom: number; recordedTo: number | null }

const days = fc.integer({ min: 0, max: 364 }).map((day) => plusDays('2026-01-01', day));
// Few, so that lines often meet on the same day.
const meetingDays = fc.constantFrom('2026-01-01', '2026-01-02', '2026-03-01', '2026-03-02', '2026-07-01', '2026-12-31');
const lineOf = fc.record({
  lineId: fc.uuid(), memberId: fc.constantFrom('m1', 'm2'), maintenanceType: fc.constantFrom('ADD', 'CHANGE', 'TERMINATE', 'REINSTATE', 'AUDIT') as fc.Arbitrary<NumberedLine['maintenanceType']>,
  effectiveDate: meetingDays, policyClass: fc.constantFrom('A', 'B', 'C', 'VIP') as fc.Arbitrary<NumberedLine['policyClass']>,
  birthDate: fc.constantFrom('1990-05-05', '2026-03-03'), sex: fc.constant('MALE' as const), relationship: fc.constantFrom('SELF', 'CHILD') as fc.Arbitrary<NumberedLine['relationship']>,
});
const parts = fc.array(fc.array(lineOf, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

const asOf = (versions: readonly Version[], instant: number): CoverPeriod[] =>
  versions.filter(({ recordedFrom, recordedTo }) => recordedFrom <= instant && (recordedTo === null || recordedTo > instant)).map(({ period }) => period);

/** Applies the parts one instant after another; calls `check` after each with everything recorded so far. */
function play(all: readonly (readonly NumberedLine[])[], check: (store: Map<string, Version[]>, instant: number) => void): { store: Map<string, Version[]>; deltas: Map<string, bigint> } {
  const store = new Map<string, Version[]>([['m1', []], ['m2', []]]);
  const deltas = new Map<string, bigint>();
  all.forEach((lines, instant) => {
    const lives = new Map([...store].map(([member, versions]) => [member, { periods: asOf(versions, instant).sort((a, b) => (a.from < b.from ? -1 : 1)), elsewhere: [] }]));
    const applied = applyPart(lines, lives, policy, TODAY);
    for (const { memberId, ended, begun } of applied.changes) {
      const versions = store.get(memberId) ?? [];
      for (const version of versions) if (version.recordedTo === null && ended.includes(version.period)) version.recordedTo = instant;
      versions.push(...begun.map((period) => ({ period, recordedFrom: instant, recordedTo: null })));
    }
    for (const { memberId, delta } of applied.lines) deltas.set(memberId, (deltas.get(memberId) ?? 0n) + delta);
    check(store, instant);
  });
  return { store, deltas };
}

describe('cover, whatever lines come', () => {
  it('never overlaps itself, at any instant, on any day', () => {
    fc.assert(fc.property(parts, (all) => {
      play(all, (store, instant) => {
        for (const versions of store.values()) {
          const believed = asOf(versions, instant).filter((period) => !isEmpty(period)).sort((a, b) => (a.from < b.from ? -1 : 1));
          believed.slice(1).forEach((later, place) => expect([later.from, believed[place]?.to != null && (believed[place]?.to ?? '') < later.from]).toEqual([later.from, true]));
          // Two versions of one life that begin on one day are never believed at once: the store's index holds it too.
          const starts = asOf(versions, instant).map(({ from }) => from);
          expect(new Set(starts).size).toBe(starts.length);
        }
      });
    }), { numRuns: 300 });
  });

  it('forgets nothing: what was believed at any instant can be read later, unchanged', () => {
    fc.assert(fc.property(parts, (all) => {
      const snapshots: string[] = [];
      const text = (store: Map<string, Version[]>, instant: number): string => JSON.stringify([...store].map(([member, versions]) => [member, asOf(versions, instant)]), (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
      const { store } = play(all, (now, instant) => snapshots.push(text(now, instant)));
      snapshots.forEach((snapshot, instant) => expect(text(store, instant)).toBe(snapshot));
      for (const versions of store.values()) for (const { recordedFrom, recordedTo } of versions) expect(recordedTo === null || recordedTo > recordedFrom).toBe(true);
    }), { numRuns: 300 });
  });

  it('gives the same in one part as in many, for what is believed at the end and for the premium', () => {
    fc.assert(fc.property(parts, (all) => {
      const cut = play(all, () => undefined);
      const whole = play([all.flat()], () => undefined);
      for (const member of ['m1', 'm2']) {
        const end = ({ store }: typeof cut): unknown => asOf(store.get(member) ?? [], 1_000).map(({ from, to, policyClass, annualPremium }) => [from, to, policyClass, String(annualPremium)]).sort();
        expect(end(whole)).toEqual(end(cut));
        expect(whole.deltas.get(member)).toEqual(cut.deltas.get(member));
      }
    }), { numRuns: 300 });
  });

  it('refused lines cost nothing and change nothing', () => {
    fc.assert(fc.property(fc.array(lineOf, { minLength: 1, maxLength: 6 }), (lines) => {
      const { lines: decided, changes } = applyPart(lines.map((line) => ({ ...line, maintenanceType: line.maintenanceType === 'ADD' ? 'CHANGE' : line.maintenanceType })), new Map(), policy, TODAY);
      expect(changes).toEqual([]);
      for (const { refusal, delta, vat, counted } of decided) expect([refusal === null, delta, vat, counted]).toEqual([false, 0n, 0n, false]);
    }));
  });
});

describe('the premium of cover', () => {
  const member = (maintenanceType: NumberedLine['maintenanceType'], effectiveDate: string, more: Partial<NumberedLine> = {}): NumberedLine =>
    ({ lineId: `${maintenanceType}${effectiveDate}`, memberId: 'm1', maintenanceType, effectiveDate, policyClass: 'C', birthDate: '1990-05-05', sex: 'MALE', relationship: 'SELF', ...more });
  const deltasOf = (...lines: NumberedLine[]): bigint[] => applyPart(lines, new Map(), policy, TODAY).lines.map(({ delta }) => delta);

  it('of adjoining periods is that of the undivided one, exactly', () => {
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 100_000_000n }), fc.uniqueArray(days, { minLength: 1, maxLength: 10 }), (annualPremium, starts) => {
      const sorted = [...starts].sort();
      const pieces = sorted.map((from, place) => chargeOf({ from, to: sorted[place + 1] === undefined ? null : plusDays(sorted[place + 1] as string, -1), annualPremium }, term));
      expect(pieces.reduce((sum, piece) => sum + piece, 0n)).toBe(chargeOf({ from: sorted[0] as string, to: null, annualPremium }, term));
    }));
  });

  it('is what it was after cover was ended and restored', () => {
    fc.assert(fc.property(days, days, (first, second) => {
      const [from, end] = first < second ? [first, second] : [second, first];
      const [added = 0n, ended = 0n, restored = 0n] = deltasOf(member('ADD', from), member('TERMINATE', end), member('REINSTATE', end));
      expect(ended + restored).toBe(0n);
      expect(added >= -ended).toBe(true);
    }));
  });

  it('of cover that never began is given back whole', () => {
    fc.assert(fc.property(days, (day) => {
      const [added = 0n, ended] = deltasOf(member('ADD', day), member('TERMINATE', day));
      expect(ended).toBe(-added);
    }));
  });

  it('follows the age on the policy\'s first day; a newborn is in the first band', () => {
    const [grown = 0n, newborn = 0n] = [deltasOf(member('ADD', '2026-06-01', { birthDate: '2008-01-02', relationship: 'CHILD' })), deltasOf(member('ADD', '2026-06-01', { birthDate: '2026-06-01', relationship: 'CHILD' }))].map(([delta]) => delta ?? 0n);
    // 17 on 1 January, 18 the next day: both are in the band 0 to 17.
    expect(grown).toBe(newborn);
    expect(deltasOf(member('ADD', '2026-06-01', { birthDate: '2008-01-01', relationship: 'CHILD' }))[0]).toBeGreaterThan(grown);
  });

  it('carries VAT line by line, and back', () => {
    const { lines } = applyPart([member('ADD', '2026-01-01'), member('TERMINATE', '2026-01-01')], new Map(), policy, TODAY);
    expect(lines.map(({ vat }) => vat).reduce((sum, vat) => sum + vat, 0n)).toBe(0n);
    expect(lines[0]?.vat).toBeGreaterThan(0n);
  });

  it('refuses what overlaps cover under another policy, day by day', () => {
    const life = new Map([['m1', { periods: [], elsewhere: [{ from: '2025-06-01', to: '2026-05-31' }] }]]);
    const codes = (day: string) => applyPart([member('ADD', day)], life, policy, TODAY).lines.map(({ code }) => code);
    expect([codes('2026-05-31'), codes('2026-06-01')]).toEqual([['COVER_OVERLAPS'], ['OK']]);
  });

  it('covers a day once where coversDay says so', () => {
    const { changes } = applyPart([member('ADD', '2026-01-01'), member('CHANGE', '2026-07-01', { policyClass: 'B' })], new Map(), policy, TODAY);
    const begun = changes[0]?.begun ?? [];
    expect(['2026-06-30', '2026-07-01'].map((day) => begun.filter((period) => coversDay(period, day)).map(({ policyClass }) => policyClass))).toEqual([['C'], ['B']]);
  });
});
