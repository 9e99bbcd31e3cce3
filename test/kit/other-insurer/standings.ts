import type { Fault } from './faults.ts';
import { Refused } from './refused.ts';

/** Where a policy stands, as it is told. */
export interface StandingTold {
  readonly idempotencyKey: string;
  readonly insurerId: string;
  readonly policyId: string;
  readonly standing: string;
  readonly since: string;
  readonly version: number;
}

/** Where policies stand, in memory, and what was answered to whom told it. */
export function createStandings(fault: Fault | null) {
  const ofPolicy = new Map<string, StandingTold>();
  const byKey = new Map<string, { readonly input: string; readonly version: number }>();

  function versionAfter(told: StandingTold): number {
    const known = ofPolicy.get(told.policyId);
    const isOlder = known !== undefined && known.version > told.version;
    if (isOlder && fault === 'errors on an older standing') throw new Refused('TOO_OLD');
    if (!isOlder || fault === 'takes the standing that came last') {
      const standing = fault === 'suspends for good' && known?.standing === 'SUSPENDED' ? known.standing : told.standing;
      ofPolicy.set(told.policyId, { ...told, standing });
    }
    return isOlder && fault !== 'says the version it was told' ? known.version : told.version;
  }

  return {
    tell(told: StandingTold): { version: number } {
      const input = JSON.stringify(told);
      const known = byKey.get(told.idempotencyKey);
      if (known !== undefined && (known.input === input || fault !== 'takes a used key for any standing')) {
        if (known.input !== input) throw new Refused('KEY_REUSED');
        if (fault === 'errors on a standing it knows') throw new Refused('DUPLICATE');
        if (fault === 'stands again as it is told again') ofPolicy.set(told.policyId, told);
        return { version: fault === 'answers a key by what it knows now' ? ofPolicy.get(told.policyId)?.version ?? 0 : known.version };
      }
      const version = versionAfter(told);
      byKey.set(told.idempotencyKey, { input, version });
      return { version };
    },
    isSuspended: (policyId: string): boolean => ofPolicy.get(policyId)?.standing === 'SUSPENDED' && fault !== 'goes on covering a suspended policy',
    /** First day without the policy, when it was ended before its time. */
    endedFrom(policyId: string): string | null {
      const known = ofPolicy.get(policyId);
      return known?.standing === 'TERMINATED' && fault !== 'covers beyond a terminated policy' ? known.since : null;
    },
  };
}
