import type { EntityManager } from 'typeorm';

/** Nobody repeats a command after so long; what it made is still guarded by its own state. */
export const ANSWERS_KEPT_DAYS = 90;

/** Removes kept answers past their time, so that the table does not grow for ever. Answers how many. */
export async function forgetAnswers(manager: EntityManager, now: Date): Promise<number> {
  const before = new Date(now.getTime() - ANSWERS_KEPT_DAYS * 86_400_000);
  const [, gone] = await manager.query<[unknown[], number]>('DELETE FROM command_answer WHERE at < $1', [before]);
  return gone;
}
