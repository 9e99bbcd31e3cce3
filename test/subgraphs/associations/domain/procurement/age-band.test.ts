import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  AGE_BANDS, ageAt, ageBandAt, ageBandOf, bandIndex, bandWithBounds, boundsOf,
} from '../../../../../subgraphs/associations/domain/procurement/age-band.ts';

describe('age at a date', () => {
  it.each([
    ['1990-06-15', '2025-06-14', 34], ['1990-06-15', '2025-06-15', 35], ['2025-01-01', '2025-01-01', 0],
    ['2004-02-29', '2025-02-28', 20], ['2004-02-29', '2025-03-01', 21], ['2004-02-29', '2024-02-29', 20],
    ['1999-12-31', '2000-01-01', 0],
  ])('born %s is on %s %d years old', (birth, date, age) => {
    expect(ageAt(birth, date)).toBe(age);
  });

  it.each([['2025-02-29', '2026-01-01'], ['1900-02-29', '2026-01-01'], ['2025-04-31', '2026-01-01'], ['2025-1-1', '2026-01-01'],
    ['2020-01-01', '2026-13-01'], ['2020-01-01', '2026-00-10'], ['2026-01-02', '2026-01-01']])('refuses %s at %s', (birth, date) => {
    expect(() => ageAt(birth, date)).toThrow(RangeError);
  });

  it('does not repeat a birth date in its error', () => {
    expect(() => ageAt('1990-99-15', '2025-01-01')).toThrow(/^not a calendar date$/);
  });
});

describe('age bands', () => {
  it.each([[0, '0-17'], [17, '0-17'], [18, '18-24'], [24, '18-24'], [25, '25-29'], [64, '60-64'], [65, '65+'], [120, '65+']])(
    '%d is in %s', (age, band) => {
      expect(ageBandOf(age)).toBe(band);
    });

  it('holds every age within its bounds', () => {
    fc.assert(fc.property(fc.nat(120), (age) => {
      const { ageFrom, ageTo } = boundsOf(ageBandOf(age));
      expect(age >= ageFrom && age <= ageTo).toBe(true);
    }));
  });

  it('finds a band by its bounds, and none by others', () => {
    for (const band of AGE_BANDS) expect(bandWithBounds(boundsOf(band))).toBe(band);
    expect(bandWithBounds({ ageFrom: 18, ageTo: 25 })).toBeNull();
  });

  it('never gets younger as days pass', () => {
    const day = fc.date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('2049-12-31T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(fc.property(day, day, day, (one, two, three) => {
      const [birth = one, sooner = two, later = three] = [one, two, three].sort();
      expect(bandIndex(ageBandAt(birth, later))).toBeGreaterThanOrEqual(bandIndex(ageBandAt(birth, sooner)));
    }));
  });
});
