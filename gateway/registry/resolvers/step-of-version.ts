import type { Principal } from '../../../schema/contracts/identity.ts';
import type { CommandTransaction } from '../../../subgraphs/kit/command.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { takeStep } from '../../../subgraphs/kit/transitions.ts';
import { CHECKED_NOW, UNDECIDED_STATES, VERSION_LIFE } from '../domain/version-life.ts';
import type { VersionAction } from '../domain/version-life.ts';
import { releaseNamespace } from '../store/namespaces.ts';
import type { RegistrationRow } from '../store/registration-table.ts';
import { moveVersion, readVersionsIn } from '../store/versions.ts';
import type { VersionChange } from '../store/versions.ts';
import type { VersionRow } from '../store/version-table.ts';

/** Takes one step of a version, on record. The caller holds the insurer's lock. @throws Refused. */
export async function stepVersion(
  tx: CommandTransaction, principal: Principal, row: VersionRow,
  { action, reason = null, accredited = false, change = {} }: { readonly action: VersionAction; readonly reason?: string | null; readonly accredited?: boolean; readonly change?: VersionChange },
): Promise<void> {
  const step = takeStep(VERSION_LIFE, row.state, action, principal.roles, { reason, accredited });
  if ('refusal' in step) throw new Refused(step.refusal);
  await moveVersion(tx.manager, row, { ...change, state: step.to });
  tx.audit({ entity: 'SubgraphVersion', entityId: row.id, action, from: row.state, to: step.to, reason });
}

/** What has not served yet will not any more. */
export async function discardUndecided(tx: CommandTransaction, principal: Principal, registrationId: string, reason: string): Promise<void> {
  for (const row of await readVersionsIn(tx.manager, registrationId, UNDECIDED_STATES)) {
    await stepVersion(tx, principal, row, { action: 'DISCARD', reason });
  }
}

/** What is still being checked makes room for what was submitted after it. */
export async function discardCheckedNow(tx: CommandTransaction, principal: Principal, registrationId: string): Promise<void> {
  for (const row of await readVersionsIn(tx.manager, registrationId, CHECKED_NOW)) {
    await stepVersion(tx, principal, row, { action: 'DISCARD', reason: 'A newer version was submitted.' });
  }
}

/** Nothing of a registration that was withdrawn serves or will, and its namespace waits for whoever registers it next. */
export async function leaveGraph(tx: CommandTransaction, principal: Principal, { id, namespace }: RegistrationRow): Promise<void> {
  await endActive(tx, principal, id, 'Its registration was withdrawn.');
  await discardUndecided(tx, principal, id, 'Its registration was withdrawn.');
  await releaseNamespace(tx.manager, namespace);
}

/** What serves makes room, or goes with its registration. */
export async function endActive(tx: CommandTransaction, principal: Principal, registrationId: string, reason: string): Promise<void> {
  for (const row of await readVersionsIn(tx.manager, registrationId, ['ACTIVE'])) {
    await stepVersion(tx, principal, row, { action: 'END', reason });
  }
}
