import { defineLife } from '../../kit/transitions.ts';
import type { Guard } from '../../kit/transitions.ts';
import { textNeeded } from './text-needed.ts';

export type EligibilityOutcome = 'ELIGIBLE' | 'NOT_ELIGIBLE' | 'NEEDS_PERSON';
export type EligibilityAction = 'FIND_ELIGIBLE' | 'FIND_NOT_ELIGIBLE';

export interface PersonalDecision {
  readonly reason: string | null;
  /** Why a document was accepted in place of a source; null when none was. */
  readonly documentReason: string | null;
}

/** A document in place of a source is the exception: whoever accepts one says why, not with a blank. */
const needsReason: Guard<PersonalDecision> = ({ reason, documentReason }) =>
  textNeeded('reason', reason) ?? (documentReason === null ? null : textNeeded('documentReason', documentReason));

/** What the rules decided stays decided: only what they left open is a person's. */
export const ELIGIBILITY_LIFE = defineLife<EligibilityOutcome, EligibilityAction, PersonalDecision>({
  name: 'eligibility decision',
  initial: 'NEEDS_PERSON',
  states: ['NEEDS_PERSON', 'ELIGIBLE', 'NOT_ELIGIBLE'],
  final: ['ELIGIBLE', 'NOT_ELIGIBLE'],
  transitions: [
    { action: 'FIND_ELIGIBLE', from: ['NEEDS_PERSON'], to: 'ELIGIBLE', actors: ['regulator'], guard: needsReason },
    { action: 'FIND_NOT_ELIGIBLE', from: ['NEEDS_PERSON'], to: 'NOT_ELIGIBLE', actors: ['regulator'], guard: needsReason },
  ],
});
