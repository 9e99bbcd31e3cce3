import { runCommand } from '../../kit/command.ts';
import type { CommandContext } from '../context.ts';
import { readOverdue } from '../store/accreditation-watch.ts';
import { moveByTimer } from './move-by-timer.ts';

const AT_ONCE = 500;

/** Ends accreditations whose last day is over. One that somebody moves at this moment is left to the next look. */
export async function expireOverdue(context: CommandContext, today: string): Promise<void> {
  for (let moved = 1; moved > 0;) {
    const rows = await readOverdue(context.database.manager, today, AT_ONCE);
    moved = 0;
    for (const row of rows) {
      const input = { idempotencyKey: `expire:${row.id}:${row.version}` };
      const { answer } = await runCommand(context, 'expireAccreditation', input, {
        decide: (tx) => moveByTimer(tx, row, 'EXPIRE', { reason: `It held until ${row.validTo}.`, today, facts: [], change: {} }),
      });
      if (answer !== null) moved += 1;
    }
  }
}
