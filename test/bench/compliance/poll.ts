import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer holds; answers it. @throws Error after so many milliseconds, saying what was awaited. */
export async function poll<Answer>(what: string, ask: () => Promise<Answer>, holds: (answer: Answer) => boolean, every: number, atMost: number): Promise<Answer> {
  for (const end = performance.now() + atMost; ; await pause(every)) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${Math.round(atMost / 1_000)} s`);
  }
}
