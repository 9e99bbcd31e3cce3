import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { apportion, formatAmount, multiplyByRatio, parseAmount, sumOf } from '../../../subgraphs/kit/money.ts';

const amounts = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 40 });

describe('amounts as text', () => {
  it.each([
    ['123.45', 12_345n], ['0', 0n], ['0.05', 5n], ['7.5', 750n], ['-0.01', -1n], ['1000000', 100_000_000n],
  ])('reads %s', (text, halalas) => {
    expect(parseAmount(text)).toBe(halalas);
  });

  it.each(['', ' 1', '1 ', '+1', '.5', '5.', '1.234', '1e3', '01', '1,000', '--1', '0x10', '١٢', 'NaN', '1\n', '1'.repeat(17)])(
    'refuses %j', (text) => {
      expect(parseAmount(text)).toBeNull();
    });

  it('reads back what it writes, always with two decimals', () => {
    fc.assert(fc.property(amounts, (halalas) => {
      expect(formatAmount(halalas)).toMatch(/^-?\d+\.\d\d$/);
      expect(parseAmount(formatAmount(halalas))).toBe(halalas);
    }));
    expect(formatAmount(-5n)).toBe('-0.05');
  });
});

describe('apportion', () => {
  it('gives the odd halala to the largest remainder, ties to the earlier place', () => {
    expect(apportion(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(apportion(10n, [1n, 5n])).toEqual([2n, 8n]);
    expect(apportion(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
  });

  it('adds up to the total, each share within one halala of the exact one, nothing for no weight', () => {
    fc.assert(fc.property(amounts, weights, (total, each) => {
      const whole = sumOf(each);
      fc.pre(whole > 0n);
      const shares = apportion(total, each);
      expect(sumOf(shares)).toBe(total);
      shares.forEach((share, place) => {
        const weight = each[place] ?? 0n;
        const error = share * whole - total * weight;
        expect(error < whole && error > -whole).toBe(true);
        if (weight === 0n) expect(share).toBe(0n);
      });
    }));
  });

  it('undoes itself: the shares of a negative total are the negated shares of its opposite', () => {
    fc.assert(fc.property(amounts, weights, (total, each) => {
      fc.pre(sumOf(each) > 0n);
      expect(apportion(-total, each)).toEqual(apportion(total, each).map((share) => -share));
    }));
  });

  it('refuses what cannot be shared', () => {
    expect(() => apportion(1n, [])).toThrow(RangeError);
    expect(() => apportion(1n, [0n, 0n])).toThrow(RangeError);
    expect(() => apportion(1n, [2n, -1n])).toThrow(RangeError);
    expect(apportion(0n, [0n, 0n])).toEqual([0n, 0n]);
  });
});

describe('multiplyByRatio', () => {
  it.each([
    [1n, 1n, 2n, 0n], [3n, 1n, 2n, 2n], [5n, 1n, 2n, 2n], [-3n, 1n, 2n, -2n], [-1n, 1n, 2n, 0n], [7n, 1n, -2n, -4n],
    [10n, 1n, 3n, 3n], [20n, 1n, 3n, 7n],
  ])('%d × %d ÷ %d is %d', (amount, numerator, denominator, result) => {
    expect(multiplyByRatio(amount, numerator, denominator)).toBe(result);
  });

  it('is never more than half away, and even when exactly half away', () => {
    fc.assert(fc.property(amounts, fc.bigInt(-10_000n, 10_000n), fc.bigInt(1n, 40n), (amount, numerator, denominator) => {
      const result = multiplyByRatio(amount, numerator, denominator);
      const twiceError = 2n * (result * denominator - amount * numerator);
      expect(twiceError <= denominator && twiceError >= -denominator).toBe(true);
      if (twiceError === denominator || twiceError === -denominator) expect(result % 2n).toBe(0n);
    }));
  });

  it('refuses to divide by zero', () => {
    expect(() => multiplyByRatio(1n, 1n, 0n)).toThrow(RangeError);
  });
});
