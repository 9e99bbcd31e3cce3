import type { AccreditationState } from './accreditation-life.ts';

/** How an accreditation stands, as whoever rests on it is told. */
export type ToldStanding = 'IN_FORCE' | 'LAPSED' | 'REVOKED';

const TOLD: Partial<Record<AccreditationState, ToldStanding>> = {
  ACCREDITED: 'IN_FORCE', CONDITIONAL: 'IN_FORCE', SUSPENDED: 'LAPSED', EXPIRED: 'LAPSED', REVOKED: 'REVOKED',
};

/** Null for states in which there is nothing yet that could hold or cease to. */
export function toldStandingOf(state: AccreditationState): ToldStanding | null {
  return TOLD[state] ?? null;
}
