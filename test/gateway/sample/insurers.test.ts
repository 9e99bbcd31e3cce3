import { describe, expect, it } from '@jest/globals';
import { sampleInsurers, type BookRate } from '../../../gateway/sample/insurers.ts';

const insurers = sampleInsurers(7);

function rate(rates: readonly BookRate[], wanted: Partial<BookRate>): bigint {
  const found = rates.filter((cell) => Object.entries(wanted).every(([key, value]) => cell[key as keyof BookRate] === value));
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} cells for ${JSON.stringify(wanted)}`);
  return found[0].yearlyRate;
}

describe('the insurers of a sample', () => {
  it('are six, each with its own number and rates', () => {
    expect(insurers).toHaveLength(6);
    expect(new Set(insurers.map(({ crNumber }) => crNumber)).size).toBe(6);
    expect(insurers.every(({ crNumber }) => /^99\d{8}$/.test(crNumber))).toBe(true);
    expect(new Set(insurers.map(({ bookRates }) => bookRates[0]?.yearlyRate)).size).toBe(6);
  });

  it('are more where more are asked for, the first six the same, each with a name of its own', () => {
    const thirty = sampleInsurers(7, 30);
    expect(thirty.slice(0, 6)).toEqual(insurers);
    for (const key of ['id', 'crNumber', 'nameAr', 'nameEn'] as const) expect(new Set(thirty.map((insurer) => insurer[key])).size).toBe(30);
    expect(thirty.every(({ crNumber }) => /^99\d{8}$/.test(crNumber))).toBe(true);
  });

  it('price every cell, whole riyals, the wider class and the higher age dearer', () => {
    for (const { bookRates } of insurers) {
      expect(bookRates).toHaveLength(4 * 3 * 2 * 11);
      expect(bookRates.every(({ yearlyRate }) => yearlyRate > 0n && yearlyRate % 100n === 0n)).toBe(true);
      const men = (policyClass: 'VIP' | 'A' | 'B' | 'C', ageFrom: number): bigint =>
        rate(bookRates, { policyClass, ageFrom, sex: 'M', status: 'EMPLOYEE' });
      expect(men('VIP', 30) > men('A', 30) && men('A', 30) > men('B', 30) && men('B', 30) > men('C', 30)).toBe(true);
      const ages = [0, 18, 25, 30, 35, 40, 45, 50, 55, 60, 65].map((age) => men('C', age));
      expect(ages.every((one, at) => at === 0 || one > (ages[at - 1] ?? 0n))).toBe(true);
    }
  });

  it('load births on women of 20 to 44 who are employees or wives, and on nobody else', () => {
    const rates = insurers[0]?.bookRates ?? [];
    const of = (sex: 'M' | 'F', ageFrom: number, status: BookRate['status']): bigint =>
      rate(rates, { policyClass: 'B', sex, ageFrom, status });
    expect(of('F', 30, 'SPOUSE')).toBeGreaterThan(of('M', 30, 'SPOUSE'));
    expect(of('F', 18, 'CHILD')).toBe(of('M', 18, 'CHILD'));
    expect(of('F', 45, 'EMPLOYEE')).toBe(of('M', 45, 'EMPLOYEE'));
  });

  it('charge a group alone more by its loadings only: claims are the same part of the book rate', () => {
    for (const { poolLoadings, standalone } of insurers) {
      const claims = 10_000 - poolLoadings.expenseBasisPoints - poolLoadings.riskMarginBasisPoints;
      expect(standalone.at(-1)).toMatchObject({ livesTo: null, factorBasisPoints: 10_000, loadings: poolLoadings });
      for (const { factorBasisPoints, loadings } of standalone) {
        const rest = 10_000 - loadings.expenseBasisPoints - loadings.riskMarginBasisPoints;
        expect(Math.abs((rest * factorBasisPoints) / 10_000 - claims)).toBeLessThanOrEqual(1);
      }
    }
  });
});
