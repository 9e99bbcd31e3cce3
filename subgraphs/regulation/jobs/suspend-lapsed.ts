import { runCommand } from '../../kit/command.ts';
import { askSubjectNumbers } from '../asks/subject-numbers-ask.ts';
import type { CommandContext } from '../context.ts';
import { decideAccreditation, LICENCE_RULES } from '../domain/accreditation-decision.ts';
import type { AccreditationKind } from '../domain/accreditation-life.ts';
import { askPermissionsOfMany } from '../asks/permissions.ts';
import type { AskedPermissions } from '../asks/permissions.ts';
import type { AccreditationRow } from '../store/accreditation-table.ts';
import { keepNumbers, lacksNumbers, readStanding } from '../store/accreditation-watch.ts';
import { moveByTimer } from './move-by-timer.ts';

const AT_ONCE = 1_000;

/**
 * Asks the registers about every standing accreditation and suspends those whose licence no longer holds.
 * An answer that cannot be true suspends nobody; the next look asks again.
 * @throws SourceUnavailableError, so that the job is tried again later; what was suspended until then stays so.
 */
export async function suspendLapsed(context: CommandContext, kind: AccreditationKind, today: string): Promise<void> {
  const { database: { manager }, graph, requestId, sources } = context;
  if (await lacksNumbers(manager, kind)) await keepNumbers(manager, kind, await askSubjectNumbers(graph, kind, requestId));
  for (let after: string | null = null, more = true; more;) {
    const rows: AccreditationRow[] = await readStanding(manager, kind, after, AT_ONCE);
    more = rows.length === AT_ONCE;
    after = rows.at(-1)?.id ?? null;
    const known = rows.filter(({ subjectNumber }) => subjectNumber !== null);
    const asked = await askPermissionsOfMany(sources, kind, known.map(({ subjectNumber }) => subjectNumber as string), context);
    for (const [index, row] of known.entries()) {
      const permissions = asked[index];
      if (permissions != null) await suspendIfLapsed(context, row, permissions, today);
    }
  }
}

async function suspendIfLapsed(context: CommandContext, row: AccreditationRow, { permissions, facts }: AskedPermissions, today: string): Promise<void> {
  const { failedRules, rulesEvaluated } = decideAccreditation(permissions, await context.loaders.accreditationRules(today), today);
  const lapsed = failedRules.filter((rule) => LICENCE_RULES.includes(rule));
  if (lapsed.length === 0) return;
  const change = { decisionMode: 'AUTO' as const, decisionReason: null, facts, rulesEvaluated };
  await runCommand(context, 'suspendLapsed', { idempotencyKey: `suspend:${row.id}:${row.version}` }, {
    decide: (tx) => moveByTimer(tx, row, 'SUSPEND', { reason: `The licence lapsed: ${lapsed.join(', ')}.`, today, facts, change }),
  });
}
