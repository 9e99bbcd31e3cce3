import type { Task } from './jobs.ts';
import type { HouseServices } from './request-context.ts';

/**
 * The task behind TELL_CHANGES. A tell that was sent after a change had been committed spoke for it too, so that a
 * burst of changes is told a few times and not once each.
 */
export function tellChangesTask({ database }: HouseServices, tell: (idempotencyKey: string) => Promise<void>): Task {
  let spokenFor = 0n;
  return async ({ change }) => {
    if (BigInt(String(change)) < spokenFor) return;
    const rows = await database.manager.query<{ number: string }[]>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS number');
    await tell(`changes:${String(change)}`);
    const told = BigInt(rows[0]?.number ?? '0');
    if (told > spokenFor) spokenFor = told;
  };
}
