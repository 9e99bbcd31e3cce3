import { runCommand } from '../../../subgraphs/kit/command.ts';
import type { CommandTransaction } from '../../../subgraphs/kit/command.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { takeStep } from '../../../subgraphs/kit/transitions.ts';
import type { HouseContext } from '../context.ts';
import type { CheckResult, CheckStage } from '../domain/check-result.ts';
import { UNDECIDED_STATES, VERSION_LIFE } from '../domain/version-life.ts';
import type { VersionAction } from '../domain/version-life.ts';
import { lockInsurer } from '../store/one-at-a-time.ts';
import { moveVersion, readVersionsIn, writeChecks } from '../store/versions.ts';
import type { VersionChange } from '../store/versions.ts';
import type { VersionRow } from '../store/version-table.ts';

export interface Judgement {
  readonly stage: CheckStage;
  readonly action: VersionAction;
  readonly results: readonly CheckResult[];
  readonly change: VersionChange;
  /** The job that goes on from here; null where a person does. */
  readonly next: string | null;
}

/**
 * Writes what a stage found and moves the version on, once: whoever comes second, because a process was killed between
 * the finding and the writing, or because the version was discarded meanwhile, changes nothing.
 */
export async function judgeVersion(context: HouseContext, version: VersionRow, { stage, action, results, change, next }: Judgement): Promise<void> {
  const { problems } = await runCommand(context, 'judgeVersion', { idempotencyKey: `${stage}:${version.id}` }, {
    decide: async (tx) => {
      await lockInsurer(tx.manager, version.insurerId);
      const step = takeStep(VERSION_LIFE, version.state, action, ['timer'], { reason: null, accredited: false });
      if ('refusal' in step) throw new Refused(step.refusal);
      await moveVersion(tx.manager, version, { ...change, state: step.to });
      if (action === 'PASS_CONFORMANCE') await discardOlder(tx, version);
      await writeChecks(tx.manager, version.id, stage, context.now(), results);
      tx.audit({ entity: 'SubgraphVersion', entityId: version.id, action, from: version.state, to: step.to, reason: reasonOf(results) });
      if (next !== null) await tx.job(next, { versionId: version.id });
      return { versionId: version.id };
    },
  });
  if (problems.length > 0) context.log.info({ versionId: version.id, stage, problems: problems.map(({ code }) => code) }, 'a version was decided on meanwhile');
}

/** What has not served yet makes room for a newer version that conforms, and for no other. */
async function discardOlder(tx: CommandTransaction, { registrationId, number }: VersionRow): Promise<void> {
  for (const row of await readVersionsIn(tx.manager, registrationId, UNDECIDED_STATES)) {
    if (row.number >= number) continue;
    const reason = `Version ${number} conforms.`;
    const step = takeStep(VERSION_LIFE, row.state, 'DISCARD', ['timer'], { reason, accredited: false });
    if ('refusal' in step) throw new Refused(step.refusal);
    await moveVersion(tx.manager, row, { state: step.to });
    tx.audit({ entity: 'SubgraphVersion', entityId: row.id, action: 'DISCARD', from: row.state, to: step.to, reason });
  }
}

/** The checks themselves are on record beside it; the history says which failed. */
function reasonOf(results: readonly CheckResult[]): string | null {
  const failed = [...new Set(results.filter(({ passed }) => !passed).map(({ name }) => name))];
  return failed.length === 0 ? null : `Failed: ${failed.join(', ')}.`;
}
