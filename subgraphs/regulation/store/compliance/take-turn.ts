import { QueryFailedError } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** Others had the turn for as long as one waits for it: nothing was done, and one comes again. */
export class TurnTaken extends Error {
  override readonly name = 'TurnTaken';
}

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Takes a turn at what one at a time may do, until the commit; whoever waits comes in the order in which they came. Who
 * has the turn may have it for long on a busy machine, so that the wait is short: a job that waits keeps the house from
 * closing. @throws TurnTaken, which undoes the transaction.
 *
 * @param patienceMs how long one waits for it.
 */
export async function takeTurn(tx: EntityManager, turn: string, patienceMs = 1_000): Promise<void> {
  await tx.query(`SELECT set_config('wasq.lock_timeout', current_setting('lock_timeout'), true), set_config('lock_timeout', $1, true)`, [`${patienceMs}ms`]);
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [turn]).catch((error: unknown) => {
    const code = error instanceof QueryFailedError ? (error.driverError as { readonly code?: string }).code : null;
    throw code === LOCK_NOT_AVAILABLE ? new TurnTaken(turn) : error;
  });
  await tx.query(`SELECT set_config('lock_timeout', current_setting('wasq.lock_timeout'), true)`);
}

/** What the work answers, or the other answer when it did not get its turn. */
export async function unlessTaken<Answer, Taken>(work: () => Promise<Answer>, taken: Taken): Promise<Answer | Taken> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TurnTaken) return taken;
    throw error;
  }
}
