import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigit } from '../../../../subgraphs/insurers/domain/check-digit.ts';
import { cardNumberOf, policyNumberOf } from '../../../../subgraphs/insurers/domain/printed-numbers.ts';

describe('numbers people read', () => {
  it('carry the mode and a check digit', () => {
    expect(policyNumberOf('SANDBOX', '2026-01-01', 12n)).toBe(`SBX-P26-0000012-${checkDigit('0000012')}`);
    expect(cardNumberOf('LIVE', 12n)).toBe(`WSQ-000000012-${checkDigit('000000012')}`);
  });

  it('have Luhn\'s digit', () => {
    // The well-known example of the method.
    expect(checkDigit('7992739871')).toBe('3');
  });

  it('tell every single wrong digit', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{9}$/), fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
      const wrong = [...digits].map((digit, at) => (at === place ? String((Number(digit) + shift) % 10) : digit)).join('');
      expect(checkDigit(wrong)).not.toBe(checkDigit(digits));
    }));
  });
});
