import { always, defineLife } from '../../kit/transitions.ts';
import type { Guard } from '../../kit/transitions.ts';
import { textNeeded } from './text-needed.ts';

export type ComplaintState =
  | 'FILED' | 'ADMISSIBLE' | 'INADMISSIBLE' | 'UNDER_REVIEW' | 'UPHELD' | 'REJECTED' | 'WITHDRAWN' | 'REMEDIED';

export type ComplaintAction =
  | 'ADMIT' | 'DECLARE_INADMISSIBLE' | 'START_REVIEW' | 'UPHOLD' | 'REJECT' | 'WITHDRAW' | 'MARK_REMEDIED';

/** What the review body orders. The first is done by the tender's house itself; what the text says is done by the council. */
export type RemedyKind = 'RE_EVALUATION' | 'DESCRIBED';

export interface ComplaintFacts {
  readonly reason: string | null;
  readonly remedy: string | null;
  /** What the houses were ordered is done; true where only people were. */
  readonly ordersDone: boolean;
}

const needsReason: Guard<ComplaintFacts> = ({ reason }) => textNeeded('reason', reason);
const needsRemedy: Guard<ComplaintFacts> = (facts) => needsReason(facts) ?? textNeeded('remedy', facts.remedy);

const needsOrdersDone: Guard<ComplaintFacts> = (facts) => needsReason(facts) ?? (facts.ordersDone ? null : { code: 'REMEDY_NOT_DONE' });

/** The review body judges, never the council; the council only reports that it has done what was ordered. */
export const COMPLAINT_LIFE = defineLife<ComplaintState, ComplaintAction, ComplaintFacts>({
  name: 'complaint',
  initial: 'FILED',
  states: ['FILED', 'ADMISSIBLE', 'INADMISSIBLE', 'UNDER_REVIEW', 'UPHELD', 'REJECTED', 'WITHDRAWN', 'REMEDIED'],
  final: ['INADMISSIBLE', 'REJECTED', 'WITHDRAWN', 'REMEDIED'],
  transitions: [
    { action: 'ADMIT', from: ['FILED'], to: 'ADMISSIBLE', actors: ['review_body'], guard: always },
    { action: 'DECLARE_INADMISSIBLE', from: ['FILED'], to: 'INADMISSIBLE', actors: ['review_body'], guard: needsReason },
    { action: 'START_REVIEW', from: ['ADMISSIBLE'], to: 'UNDER_REVIEW', actors: ['review_body'], guard: always },
    { action: 'UPHOLD', from: ['UNDER_REVIEW'], to: 'UPHELD', actors: ['review_body'], guard: needsRemedy },
    { action: 'REJECT', from: ['UNDER_REVIEW'], to: 'REJECTED', actors: ['review_body'], guard: needsReason },
    { action: 'WITHDRAW', from: ['FILED', 'ADMISSIBLE', 'UNDER_REVIEW'], to: 'WITHDRAWN', actors: ['association_officer', 'insurer_officer'], guard: always },
    { action: 'MARK_REMEDIED', from: ['UPHELD'], to: 'REMEDIED', actors: ['council'], guard: needsOrdersDone },
  ],
});

/** An order to the tender's house is over once it has answered: what it refused is on the complaint, for people to mend. */
export function ordersDone({ remedyKind, orderedAt }: { readonly remedyKind: RemedyKind | null; readonly orderedAt: Date | null }): boolean {
  return remedyKind !== 'RE_EVALUATION' || orderedAt !== null;
}

/** While a complaint is in one of these, the agreement it is about cannot be signed. */
export const BLOCKING_STATES: readonly ComplaintState[] = ['FILED', 'ADMISSIBLE', 'UNDER_REVIEW', 'UPHELD'];

export function blocksSigning(state: ComplaintState): boolean {
  return BLOCKING_STATES.includes(state);
}
