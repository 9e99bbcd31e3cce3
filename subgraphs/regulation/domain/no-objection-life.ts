import type { Refusal } from '../../kit/refusal.ts';
import { defineLife } from '../../kit/transitions.ts';
import type { Guard } from '../../kit/transitions.ts';
import { textNeeded } from './text-needed.ts';

export type NoObjectionState = 'PENDING' | 'GIVEN' | 'OBJECTED';
export type NoObjectionAction = 'GIVE' | 'OBJECT';

export interface NoObjectionFacts {
  readonly reason: string | null;
  /** State of the tender, as the graph has it. */
  readonly tenderState: string;
}

const BEFORE_PUBLICATION: readonly string[] = ['DRAFT', 'POOLING', 'POOL_FROZEN'];

/** After publication the word would stop nothing, and saying it would only look as if it did. */
function tooLate({ tenderState }: NoObjectionFacts): Refusal | null {
  return BEFORE_PUBLICATION.includes(tenderState) ? null : { code: 'TENDER_ALREADY_PUBLISHED', values: { state: tenderState } };
}

const mayObject: Guard<NoObjectionFacts> = (facts) => tooLate(facts) ?? textNeeded('reason', facts.reason);

export const NO_OBJECTION_LIFE = defineLife<NoObjectionState, NoObjectionAction, NoObjectionFacts>({
  name: 'no-objection',
  initial: 'PENDING',
  states: ['PENDING', 'GIVEN', 'OBJECTED'],
  final: [],
  transitions: [
    { action: 'GIVE', from: ['PENDING', 'OBJECTED'], to: 'GIVEN', actors: ['regulator'], guard: tooLate },
    { action: 'OBJECT', from: ['PENDING', 'GIVEN'], to: 'OBJECTED', actors: ['regulator'], guard: mayObject },
  ],
});
