import { afterEach, describe, expect, it } from '@jest/globals';
import { createThread, ThreadLost, ThreadOverdue } from '../../../gateway/composition/thread.ts';
import type { Thread, ThreadSettings } from '../../../gateway/composition/thread.ts';

const opened: Thread<string, string>[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((thread) => thread.close()));
});

function thread(settings: Partial<ThreadSettings> = {}): Thread<string, string> {
  const made = createThread<string, string>({ entry: new URL('./thread-entry.ts', import.meta.url), deadlineMs: 60_000, ...settings });
  opened.push(made);
  return made;
}

describe('a thread', () => {
  it('answers in the order asked', async () => {
    const { ask } = thread();
    expect(await Promise.all(['a', 'b', 'c'].map((question) => ask(question)))).toEqual(['a!', 'b!', 'c!']);
  }, 60_000);

  it('tells what was thrown in it, and goes on', async () => {
    const asked = thread();
    await expect(asked.ask('throw')).rejects.toThrow('thrown in the thread');
    expect(await asked.ask('a')).toBe('a!');
    expect(asked.starts).toBe(1);
  }, 60_000);

  it('is started again when it died', async () => {
    const asked = thread();
    const [died, next] = await Promise.allSettled([asked.ask('die'), asked.ask('a')]);
    expect(died).toEqual({ status: 'rejected', reason: expect.any(ThreadLost) });
    expect(next).toEqual({ status: 'fulfilled', value: 'a!' });
    expect(asked.starts).toBe(2);
  }, 60_000);

  it('is ended when an answer takes too long, which takes nobody else with it', async () => {
    const asked = thread({ deadlineMs: 3_000 });
    const [endless, next] = await Promise.allSettled([asked.ask('for ever'), asked.ask('a')]);
    expect(endless).toEqual({ status: 'rejected', reason: expect.any(ThreadOverdue) });
    expect(next).toEqual({ status: 'fulfilled', value: 'a!' });
  }, 60_000);

  it('ends when nobody asks, and starts when somebody does', async () => {
    const asked = thread({ idleMs: 1 });
    await asked.ask('a');
    while (asked.starts === 1) {
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      await asked.ask('b');
    }
    expect(await asked.ask('c')).toBe('c!');
  }, 60_000);

  it('answers nothing once it is closed', async () => {
    const asked = thread();
    await asked.close();
    await expect(asked.ask('a')).rejects.toThrow(ThreadLost);
  });
});
