import type { GraphClient } from '../../kit/graph-client.ts';
import type { ToldStanding } from '../domain/told-accreditation.ts';

export const ACCREDITATION_TELL = `mutation RegulationTellsAccreditation($input: RecordAccreditationInput!) {
  recordAccreditation(input: $input) { problems { code } }
}`;

export interface ToldAccreditation {
  readonly insurerId: string;
  readonly accreditationId: string;
  /** Of the accreditation: a tell that was overtaken by a later one changes nothing. */
  readonly version: number;
  readonly standing: ToldStanding;
  readonly reason: string;
}

/** Tells the registry how an insurer's accreditation stands; answers the codes of its problems. @throws SourceUnavailableError. */
export async function tellAccreditation(graph: GraphClient, told: ToldAccreditation): Promise<readonly string[]> {
  const input = { idempotencyKey: `accreditation:${told.accreditationId}:${told.version}`, ...told };
  const { recordAccreditation } = await graph.ask<{ recordAccreditation: { problems: { code: string }[] } }>(ACCREDITATION_TELL, { input });
  return recordAccreditation.problems.map(({ code }) => code);
}
