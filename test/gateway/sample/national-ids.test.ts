import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markedNationalId, plainNationalId } from '../../../gateway/sample/national-ids.ts';
import { sandboxMarkOf } from '../../../schema/contracts/sandbox-ids.ts';
import { isSaudiId, nationalIdFault } from '../../../subgraphs/associations/domain/roster/national-id.ts';

const seeds = fc.integer();
const people = fc.integer({ min: 0, max: 99_939_999 });

describe('sample ids', () => {
  it('pass the check of a roster, say who is Saudi, and carry no mark', () => {
    fc.assert(fc.property(seeds, people, fc.boolean(), (seed, n, saudi) => {
      const id = plainNationalId(seed, n, saudi);
      expect([nationalIdFault(id), isSaudiId(id), sandboxMarkOf(id)]).toEqual([null, saudi, null]);
    }));
  });

  it('differ for different people, whatever their nationality', () => {
    const bodies = new Set(Array.from({ length: 50_000 }, (_, n) => plainNationalId(1, n, n % 2 === 0).slice(1, 9)));
    expect(bodies.size).toBe(50_000);
  });

  it('carry the mark they are asked to, and are valid too', () => {
    const ids = Array.from({ length: 10_000 }, (_, n) => markedNationalId(5, n, 'DECEASED', true));
    expect(new Set(ids).size).toBe(10_000);
    expect(ids.every((id) => nationalIdFault(id) === null && sandboxMarkOf(id) === 'DECEASED')).toBe(true);
  });

  it('end where the numbers end', () => {
    expect(() => plainNationalId(1, 99_940_000, true)).toThrow(RangeError);
    expect(() => markedNationalId(1, 10_000, 'NOT_FOUND', true)).toThrow(RangeError);
  });
});
