import type { Refusal } from '../../../kit/refusal.ts';
import { always, defineLife } from '../../../kit/transitions.ts';
import type { LineCounts } from './enrollment-line.ts';

export type EnrollmentBatchState =
  | 'DRAFT' | 'VALIDATED' | 'SUBMITTED' | 'RECALLED' | 'ACCEPTED' | 'PARTIALLY_ACCEPTED' | 'REJECTED' | 'APPLIED' | 'RECONCILED';

export type EnrollmentBatchStep =
  | 'VALIDATE' | 'EXCLUDE_LINE' | 'SUBMIT' | 'RECALL' | 'ACCEPT' | 'ACCEPT_PARTLY' | 'REJECT' | 'APPLY' | 'RECONCILE';

/** What the guards of a batch look at. */
export interface BatchFacts {
  readonly lines: LineCounts;
  /** Whether a part has been told to the insurer, or is being told. */
  readonly telling: boolean;
}

function nothingPending({ lines }: BatchFacts): Refusal | null {
  const waiting = lines.PENDING ?? 0;
  return waiting === 0 ? null : { code: 'LINES_UNDECIDED', values: { count: waiting } };
}

function readyToSend({ lines }: BatchFacts): Refusal | null {
  const undecided = (lines.PENDING ?? 0) + (lines.NEEDS_PERSON ?? 0);
  if (undecided > 0) return { code: 'LINES_UNDECIDED', values: { count: undecided } };
  return (lines.ELIGIBLE ?? 0) > 0 ? null : { code: 'NOTHING_TO_SEND' };
}

function notYetTold({ telling }: BatchFacts): Refusal | null {
  return telling ? { code: 'RECALL_TOO_LATE' } : null;
}

/** DOMAIN: an enrollment batch from its draft to the audit that finds both sides equal. */
export const BATCH_LIFE = defineLife<EnrollmentBatchState, EnrollmentBatchStep, BatchFacts>({
  name: 'enrollment batch',
  initial: 'DRAFT',
  states: ['DRAFT', 'VALIDATED', 'SUBMITTED', 'RECALLED', 'ACCEPTED', 'PARTIALLY_ACCEPTED', 'REJECTED', 'APPLIED', 'RECONCILED'],
  final: ['RECALLED', 'REJECTED', 'RECONCILED'],
  transitions: [
    { action: 'VALIDATE', from: ['DRAFT'], to: 'VALIDATED', actors: ['timer'], guard: nothingPending },
    { action: 'EXCLUDE_LINE', from: ['DRAFT'], to: 'DRAFT', actors: ['association_officer'], guard: always },
    { action: 'EXCLUDE_LINE', from: ['VALIDATED'], to: 'VALIDATED', actors: ['association_officer'], guard: always },
    { action: 'SUBMIT', from: ['VALIDATED'], to: 'SUBMITTED', actors: ['association_officer', 'timer'], guard: readyToSend },
    { action: 'RECALL', from: ['SUBMITTED'], to: 'RECALLED', actors: ['association_officer'], guard: notYetTold },
    { action: 'ACCEPT', from: ['SUBMITTED'], to: 'ACCEPTED', actors: ['timer'], guard: always },
    { action: 'ACCEPT_PARTLY', from: ['SUBMITTED'], to: 'PARTIALLY_ACCEPTED', actors: ['timer'], guard: always },
    { action: 'REJECT', from: ['SUBMITTED'], to: 'REJECTED', actors: ['timer'], guard: always },
    { action: 'APPLY', from: ['ACCEPTED', 'PARTIALLY_ACCEPTED'], to: 'APPLIED', actors: ['timer'], guard: always },
    { action: 'RECONCILE', from: ['APPLIED'], to: 'RECONCILED', actors: ['timer'], guard: always },
  ],
});

/** What the insurer's answers make of a batch, once every line it was sent has one. */
export function verdictOf(lines: LineCounts): 'ACCEPT' | 'ACCEPT_PARTLY' | 'REJECT' {
  if ((lines.ACCEPTED ?? 0) === 0) return 'REJECT';
  return (lines.REFUSED ?? 0) === 0 ? 'ACCEPT' : 'ACCEPT_PARTLY';
}
