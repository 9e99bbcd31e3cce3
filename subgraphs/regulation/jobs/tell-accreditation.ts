import type { CommandTransaction } from '../../kit/command.ts';
import type { JobPayload } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { tellAccreditation } from '../asks/accreditation-tell.ts';
import type { ToldAccreditation } from '../asks/accreditation-tell.ts';
import type { AccreditationKind, AccreditationState } from '../domain/accreditation-life.ts';
import { toldStandingOf } from '../domain/told-accreditation.ts';

/** The job that tells it, added in the transaction of the change: an insurer that lost its accreditation is not asked for long. */
export const TELL_ACCREDITATION = 'tell-accreditation';

/** An accreditation as it is after the change. */
export interface ChangedAccreditation {
  readonly id: string;
  readonly kind: AccreditationKind;
  readonly subjectId: string;
  readonly version: number;
  readonly state: AccreditationState;
}

/** Only insurers have a subgraph that hangs on it; what cannot begin or cease to hold is told to nobody. */
export async function addAccreditationTell(tx: CommandTransaction, changed: ChangedAccreditation, reason: string | null): Promise<void> {
  const standing = toldStandingOf(changed.state);
  if (changed.kind !== 'INSURER' || standing === null) return;
  const told: ToldAccreditation = {
    insurerId: changed.subjectId, accreditationId: changed.id, version: changed.version, standing,
    reason: reason ?? `The accreditation is ${changed.state}.`,
  };
  await tx.job(TELL_ACCREDITATION, { ...told });
}

export async function runTellAccreditation(services: HouseServices, payload: JobPayload): Promise<void> {
  const { insurerId, accreditationId, version, standing, reason } = payload as unknown as ToldAccreditation;
  const problems = await tellAccreditation(services.graph, { insurerId, accreditationId, version, standing, reason });
  // Told until it is heard: an insurer that should be out is in for as long as it is not.
  if (problems.length > 0) throw new SourceUnavailableError('graph', `the registry answers ${problems.join(', ')}`);
}
