import { describe, expect, it } from '@jest/globals';
import { Departures, departuresOf } from '../../../gateway/execution/departures.ts';

function waiter() {
  const told: string[] = [];
  return { told, leave: ({ message }: Error) => void told.push(message) };
}

describe('departures', () => {
  it('tell all who still wait, once and with the first reason', () => {
    const departures = new Departures();
    const [stayed, gone] = [waiter(), waiter()];
    departures.add(stayed);
    departures.add(gone);
    expect([departures.delete(gone), departures.delete(gone)]).toEqual([true, false]);
    expect(departures.reason).toBeNull();
    departures.leave(new Error('first'));
    departures.leave(new Error('second'));
    expect([stayed.told, gone.told, departures.reason?.message]).toEqual([['first'], [], 'first']);
  });

  it('let who is told take others out, and itself', () => {
    const departures = new Departures();
    const waiting = { ...waiter(), leave: () => void departures.delete(waiting) };
    departures.add(waiting);
    departures.leave(new Error('over'));
    expect(departures.delete(waiting)).toBe(false);
  });

  it('are a signal too, whether it was asked for before or after', () => {
    const [before, after] = [new Departures(), new Departures()];
    const { signal } = before;
    expect(signal.aborted).toBe(false);
    for (const departures of [before, after]) departures.leave(new Error('over'));
    expect([signal, after.signal].map(({ aborted, reason }) => [aborted, (reason as Error).message])).toEqual([[true, 'over'], [true, 'over']]);
  });

  it('are those of a signal that is aborted now or later, for whatever reason', () => {
    const controller = new AbortController();
    const [later, now] = [departuresOf(controller.signal), departuresOf(AbortSignal.abort('no error'))];
    expect(later.reason).toBeNull();
    controller.abort(new Error('over'));
    expect([later.reason?.message, now.reason?.message]).toEqual(['over', 'nobody waits for the answer any more']);
  });
});
