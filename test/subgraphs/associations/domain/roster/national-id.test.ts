import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSaudiId, nationalIdFault } from '../../../../../subgraphs/associations/domain/roster/national-id.ts';

describe('national id', () => {
  it.each(['1058529940', '1001244019', '1101798278'])('accepts %s', (id) => {
    expect(nationalIdFault(id)).toBeNull();
  });

  it.each([
    ['1058529941', 'CHECK_DIGIT'], ['', 'FORMAT'], ['3058529940', 'FORMAT'], ['105852994', 'FORMAT'],
    ['10585299400', 'FORMAT'], ['10585a9940', 'FORMAT'], ['105852994/', 'FORMAT'], ['1058529 40', 'FORMAT'],
  ])('finds what is wrong with "%s": %s', (id, fault) => {
    expect(nationalIdFault(id)).toBe(fault);
  });

  it('notices every single mistyped digit', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
      const digits = [...'1101798278'];
      digits[position] = String((Number(digits[position]) + shift) % 10);
      expect(nationalIdFault(digits.join(''))).toBe('CHECK_DIGIT');
    }));
  });

  it('tells a Saudi from a resident', () => {
    expect(isSaudiId('1058529940')).toBe(true);
    expect(isSaudiId('2058529948')).toBe(false);
  });
});
