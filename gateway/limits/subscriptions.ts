import { ANONYMOUS } from '../../schema/contracts/identity.ts';
import type { Principal } from '../../schema/contracts/identity.ts';
import type { LimitsOf } from './limits.ts';

/** The event streams that run now. */
export interface Subscriptions {
  /** Takes a place for one more of this caller, or says how many that would be. `end` tells the stream that it is over, and why. */
  enter(principal: Principal, address: string, end: (reason: EndOfStreams) => void): { leave(): void } | { readonly measured: number; readonly allowed: number };
  /** Ends all that run. */
  endAll(reason: EndOfStreams): void;
}

/** Why all streams of a gateway end. */
export type EndOfStreams = 'GRAPH_CHANGED' | 'GATEWAY_STOPPING';

/** Counts streams by identity; those of who has none, by address. Each replica counts its own: a stream holds memory here alone. */
export function createSubscriptions(limitsOf: LimitsOf): Subscriptions {
  const running = new Map<string, Set<(reason: EndOfStreams) => void>>();

  return {
    enter(principal, address, end) {
      const identity = principal.subject === ANONYMOUS.subject ? `address ${address}` : `subject ${principal.subject}`;
      const { subscriptions: allowed } = limitsOf(principal);
      const own = running.get(identity) ?? new Set();
      if (own.size >= allowed) return { measured: own.size + 1, allowed };
      running.set(identity, own);
      own.add(end);
      return {
        leave() {
          own.delete(end);
          if (own.size === 0) running.delete(identity);
        },
      };
    },
    endAll(reason) {
      for (const end of [...running.values()].flatMap((own) => [...own])) end(reason);
    },
  };
}
