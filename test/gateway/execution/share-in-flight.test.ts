import { describe, expect, it } from '@jest/globals';
import { Departures } from '../../../gateway/execution/departures.ts';
import { SharesInFlight } from '../../../gateway/execution/share-in-flight.ts';
import type { Waiter } from '../../../gateway/execution/share-in-flight.ts';

/** Work that ends when it is told to. */
function controlled() {
  const begun: { end: (result: string) => void; fail: (error: Error) => void; isAbandoned: boolean }[] = [];
  const begin = () => {
    const work = { end: (_: string): void => undefined, fail: (_: Error): void => undefined, isAbandoned: false };
    begun.push(work);
    const result = new Promise<string>((resolve, reject) => { work.end = resolve; work.fail = reject; });
    return { result, abandon: () => { work.isAbandoned = true; } };
  };
  return { begun, begin };
}

function waiter(stays = false): Waiter & { leave: () => void } {
  const departures = new Departures();
  return { departures, stays: () => stays, leave: () => departures.leave(new Error('left')) };
}

describe('work in flight', () => {
  it('is done once for all who ask for the same, and anew for who asks after its end', async () => {
    const shares = new SharesInFlight<string>();
    const { begun, begin } = controlled();
    const both = [shares.do('a', waiter(), begin), shares.do('a', waiter(), begin)];
    const other = shares.do('b', waiter(), begin);
    expect(begun).toHaveLength(2);
    begun[0]?.end('one');
    begun[1]?.end('other');
    expect(await Promise.all([...both, other])).toEqual(['one', 'one', 'other']);
    void shares.do('a', waiter(), begin);
    expect(begun).toHaveLength(3);
  });

  it('fails for all who wait for it', async () => {
    const shares = new SharesInFlight<string>();
    const { begun, begin } = controlled();
    const both = Promise.allSettled([shares.do('a', waiter(), begin), shares.do('a', waiter(), begin)]);
    begun[0]?.fail(new Error('no'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('goes on for the others when one leaves, also the one who began it', async () => {
    const shares = new SharesInFlight<string>();
    const { begun, begin } = controlled();
    const first = waiter();
    const left = shares.do('a', first, begin);
    const stayed = shares.do('a', waiter(), begin);
    first.leave();
    await expect(left).rejects.toThrow('left');
    expect(begun[0]?.isAbandoned).toBe(false);
    begun[0]?.end('one');
    expect(await stayed).toBe('one');
  });

  it('is abandoned when the last has left, and nobody joins it then', async () => {
    const shares = new SharesInFlight<string>();
    const { begun, begin } = controlled();
    const [first, second] = [waiter(), waiter()];
    const left = Promise.allSettled([shares.do('a', first, begin), shares.do('a', second, begin)]);
    first.leave();
    second.leave();
    await left;
    expect(begun[0]?.isAbandoned).toBe(true);
    void shares.do('a', waiter(), begin);
    expect(begun).toHaveLength(2);
  });

  it('is waited for by one to whom it means something else that it may leave', async () => {
    const shares = new SharesInFlight<string>();
    const { begun, begin } = controlled();
    const staying = waiter(true);
    const result = shares.do('a', staying, begin);
    staying.leave();
    begun[0]?.end('one');
    expect(await result).toBe('one');
  });
});
