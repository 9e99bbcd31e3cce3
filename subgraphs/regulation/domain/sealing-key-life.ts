import type { Refusal } from '../../kit/refusal.ts';
import { defineLife } from '../../kit/transitions.ts';

export type SealingKeyState = 'SEALED' | 'RELEASED';

/** The tender as the graph has it, and the two people told to have asked for the opening. */
export interface ReleaseFacts {
  readonly tenderState: string;
  /** Instants in ISO 8601, UTC. */
  readonly biddingEndsAt: string;
  readonly now: string;
  readonly requestedBy: string;
  readonly witnessedBy: string;
  /** The opening on the tender's own record; null while it has none. */
  readonly opening: { readonly requestedBy: string; readonly witnessedBy: string | null } | null;
}

/** Whoever holds the private half reads every bid, so it leaves this house only when nobody can bid any more. */
function mayRelease(facts: ReleaseFacts): Refusal | null {
  if (facts.tenderState !== 'BIDDING') return { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'RELEASE', state: facts.tenderState } };
  if (Date.parse(facts.now) < Date.parse(facts.biddingEndsAt)) return { code: 'OPENING_TOO_EARLY', values: { deadline: facts.biddingEndsAt } };
  if (facts.requestedBy === facts.witnessedBy) return { code: 'OPENING_BY_ONE_PERSON' };
  const { opening } = facts;
  const differs = opening !== null
    && (opening.requestedBy !== facts.requestedBy || (opening.witnessedBy !== null && opening.witnessedBy !== facts.witnessedBy));
  return differs ? { code: 'OPENING_NOT_AS_RECORDED' } : null;
}

export const SEALING_KEY_LIFE = defineLife<SealingKeyState, 'RELEASE', ReleaseFacts>({
  name: 'sealing key',
  initial: 'SEALED',
  states: ['SEALED', 'RELEASED'],
  final: ['RELEASED'],
  transitions: [{ action: 'RELEASE', from: ['SEALED'], to: 'RELEASED', actors: ['service'], guard: mayRelease }],
});
