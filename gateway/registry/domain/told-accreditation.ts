export type AccreditationStanding = 'IN_FORCE' | 'LAPSED' | 'REVOKED';

/** What the regulation house last told of an insurer's accreditation. */
export interface ToldAccreditation {
  readonly accreditationId: string;
  readonly version: number;
  readonly standing: AccreditationStanding;
}

/**
 * Tells may overtake each other on their way. A later accreditation counts more than an earlier one (identifiers grow
 * with time), a later change of one more than an earlier change.
 */
export function isNewer(told: ToldAccreditation, known: ToldAccreditation | null): boolean {
  if (known === null) return true;
  if (told.accreditationId !== known.accreditationId) return told.accreditationId > known.accreditationId;
  return told.version > known.version;
}

/** The step a registration takes when it is told this, if it can take it from where it stands. */
export const STEP_OF = { IN_FORCE: 'REINSTATE', LAPSED: 'SUSPEND', REVOKED: 'REVOKE' } as const satisfies Record<AccreditationStanding, string>;
