import type { AccreditationDecision } from './accreditation-decision.ts';
import type { AccreditationAction } from './accreditation-life.ts';
import { earliestOf } from './calendar.ts';

export interface Term {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/**
 * The term after a step that asked the registers. A running term keeps its first day; a renewal lengthens it, and every
 * other step only shortens it to what the licence allows now. What has ended begins anew today.
 */
export function termAfter(action: AccreditationAction, { validFrom, validTo }: Term, decision: AccreditationDecision, today: string): Term {
  if (validFrom === null || validTo === null || validTo < today) return { validFrom: decision.validFrom, validTo: decision.validTo };
  return { validFrom, validTo: action === 'RENEW' ? decision.validTo : earliestOf([validTo, decision.validTo]) };
}
