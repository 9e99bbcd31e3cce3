import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OriginTurns } from '../../../gateway/execution/origin-turns.ts';
import type { Turn, Turns } from '../../../gateway/execution/origin-turns.ts';

interface Call extends Turn { readonly of: number; readonly number: number }
interface Sharer { readonly turns: Turns; readonly waiting: Call[]; readonly running: Call[] }

/** So many sharers, and who of theirs runs and waits. */
function world(most: number, count: number) {
  const origin = new OriginTurns(most);
  const sharers = Array.from({ length: count }, (): Sharer => ({ turns: origin.join(), waiting: [], running: [] }));
  let number = 0;
  return {
    sharers,
    running: () => sharers.reduce((sum, { running }) => sum + running.length, 0),
    take(of: number): Call {
      const sharer = sharers[of] as Sharer;
      const call: Call = {
        of, number: number += 1,
        start() {
          // First come, first served.
          expect(sharer.waiting.shift()).toBe(call);
          sharer.running.push(call);
        },
      };
      sharer.waiting.push(call);
      sharer.turns.take(call);
      return call;
    },
    leave(call: Call): void {
      const sharer = sharers[call.of] as Sharer;
      for (const list of [sharer.waiting, sharer.running]) if (list.includes(call)) list.splice(list.indexOf(call), 1);
      sharer.turns.leave(call);
    },
  };
}

const MOST = 8;

describe('the turns of an origin', () => {
  it('are never more than it takes, keep a part for each, and let nobody wait for nothing', () => {
    const steps = fc.array(fc.record({ of: fc.nat(3), leaves: fc.boolean(), which: fc.nat() }), { maxLength: 200 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), steps, (count, taken) => {
      const { sharers, running, take, leave } = world(MOST, count);
      const kept = Math.floor(MOST / 2 / count);
      for (const { of, leaves, which } of taken) {
        const calls = sharers.flatMap((each) => [...each.running, ...each.waiting]);
        if (leaves && calls.length > 0) leave(calls[which % calls.length] as Call);
        else take(of % count);

        expect(running()).toBeLessThanOrEqual(MOST);
        const unused = sharers.map((each) => Math.max(0, kept - each.running.length));
        for (const [at, { waiting, running: own }] of sharers.entries()) {
          if (waiting.length === 0) continue;
          expect(own.length).toBeGreaterThanOrEqual(kept);
          expect(running() + unused.reduce((sum, each, index) => (index === at ? sum : sum + each), 0)).toBe(MOST);
        }
      }
    }));
  });

  it('come to all who wait, of each in turn', () => {
    const { sharers, take, leave } = world(MOST, 2);
    const long = Array.from({ length: 30 }, () => take(0));
    const short = Array.from({ length: 3 }, () => take(1));
    expect(sharers.map(({ running, waiting }) => [running.length, waiting.length])).toEqual([[6, 24], [2, 1]]);
    leave(long[0] as Call);
    leave(long[1] as Call);
    expect(sharers[1]?.waiting).toEqual([]);
    for (const call of [...long.slice(2), ...short]) leave(call);
    expect(sharers.map(({ running, waiting }) => [running.length, waiting.length])).toEqual([[0, 0], [0, 0]]);
  });

  it('are all there for one alone, and for those who stay when one goes', () => {
    const { sharers, take } = world(MOST, 2);
    for (let count = 0; count < 12; count += 1) take(0);
    expect(sharers[0]?.running).toHaveLength(6);
    sharers[1]?.turns.close();
    expect(sharers[0]?.running).toHaveLength(8);
  });

  it('start what waits when its sharer goes, so that it ends', () => {
    const { sharers, take } = world(MOST, 1);
    for (let count = 0; count < 12; count += 1) take(0);
    sharers[0]?.turns.close();
    expect(sharers[0]?.waiting).toEqual([]);
  });
});
