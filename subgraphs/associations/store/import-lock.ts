import type { QueryRunner } from 'typeorm';

const KEY = `hashtextextended('roster import of ' || $1::text, 0)`;

/**
 * Makes this connection the only one that imports into the association, in all processes. The lock lives as long as the
 * connection: when a process dies, PostgreSQL frees it, and that is how others know that its import is over.
 */
export async function tryLockRoster(runner: QueryRunner, associationId: string): Promise<boolean> {
  const rows = (await runner.query(`SELECT pg_try_advisory_lock(${KEY}) AS locked`, [associationId])) as { locked: boolean }[];
  return rows[0]?.locked === true;
}

export async function unlockRoster(runner: QueryRunner, associationId: string): Promise<void> {
  await runner.query(`SELECT pg_advisory_unlock(${KEY})`, [associationId]);
}
