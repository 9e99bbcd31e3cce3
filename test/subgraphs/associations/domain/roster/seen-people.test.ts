import { describe, expect, it } from '@jest/globals';
import { EMPLOYEE, nobodySeen, REJECTED, remember, slotOf } from '../../../../../subgraphs/associations/domain/roster/seen-people.ts';

describe('people seen', () => {
  it('are all found again after the table has grown, each with its own line', () => {
    const seen = nobodySeen();
    const idAt = (n: number): number => 1_000_000_000 + n * 7_919;
    for (let n = 0; n < 20_000; n += 1) remember(seen, idAt(n), 2_999_999_999, n + 2, EMPLOYEE);
    expect(seen.size).toBe(20_000);
    for (let n = 0; n < 20_000; n += 1) {
      const slot = slotOf(seen, idAt(n));
      if (seen.lines[slot] !== n + 2 || seen.subscribers[slot] !== 2_999_999_999) throw new Error(`lost ${n}`);
    }
    expect(seen.ids[slotOf(seen, 1_999_999_999)]).toBe(0);
  });

  it('keep their first good line', () => {
    const seen = nobodySeen();
    remember(seen, 1, 1, 2, REJECTED);
    remember(seen, 1, 1, 3, EMPLOYEE);
    remember(seen, 1, 1, 4, REJECTED);
    expect(seen.lines[slotOf(seen, 1)]).toBe(3);
    expect(seen.size).toBe(1);
  });
});
