import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds; the test's own time limit ends a wait in vain. */
export async function eventually(condition: () => Promise<boolean>): Promise<void> {
  while (!await condition()) await sleep(20);
}
