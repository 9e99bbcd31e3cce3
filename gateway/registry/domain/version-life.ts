import { always, defineLife } from '../../../subgraphs/kit/transitions.ts';
import type { Guard } from '../../../subgraphs/kit/transitions.ts';
import { reasonNeeded } from './reason-needed.ts';

export type VersionState =
  | 'SUBMITTED' | 'CHECKED' | 'REJECTED' | 'CONFORMING' | 'NONCONFORMING' | 'APPROVED' | 'REFUSED' | 'ACTIVE' | 'ENDED' | 'DISCARDED';

export type VersionAction =
  | 'PASS_CHECKS' | 'FAIL_CHECKS' | 'PASS_CONFORMANCE' | 'FAIL_CONFORMANCE' | 'APPROVE' | 'REFUSE' | 'ACTIVATE' | 'END' | 'DISCARD';

export interface VersionFacts {
  readonly reason: string | null;
  /** True when the insurer's accreditation is in force; false also where nobody was asked, because the step needs it not. */
  readonly accredited: boolean;
}

const needsReason: Guard<VersionFacts> = ({ reason }) => reasonNeeded(reason);

const needsReasonAndAccreditation: Guard<VersionFacts> = (facts) => needsReason(facts) ?? (facts.accredited ? null : { code: 'NOT_ACCREDITED', values: { subject: 'insurer' } });

/** States of a version that is being checked: a newer one that is submitted takes its place. */
export const CHECKED_NOW: readonly VersionState[] = ['SUBMITTED', 'CHECKED'];

/**
 * States of a version that has not served yet. One that conforms, or is approved already, waits until a newer one conforms
 * as well: what may serve is not lost to what may not.
 */
export const UNDECIDED_STATES: readonly VersionState[] = ['SUBMITTED', 'CHECKED', 'CONFORMING', 'APPROVED'];

/** A version's way into the graph. It is never changed: whatever is mended is another version. */
export const VERSION_LIFE = defineLife<VersionState, VersionAction, VersionFacts>({
  name: 'subgraph version',
  initial: 'SUBMITTED',
  states: ['SUBMITTED', 'CHECKED', 'REJECTED', 'CONFORMING', 'NONCONFORMING', 'APPROVED', 'REFUSED', 'ACTIVE', 'ENDED', 'DISCARDED'],
  final: ['REJECTED', 'NONCONFORMING', 'REFUSED', 'DISCARDED'],
  transitions: [
    { action: 'PASS_CHECKS', from: ['SUBMITTED'], to: 'CHECKED', actors: ['timer'], guard: always },
    { action: 'FAIL_CHECKS', from: ['SUBMITTED'], to: 'REJECTED', actors: ['timer'], guard: always },
    { action: 'PASS_CONFORMANCE', from: ['CHECKED'], to: 'CONFORMING', actors: ['timer'], guard: always },
    { action: 'FAIL_CONFORMANCE', from: ['CHECKED'], to: 'NONCONFORMING', actors: ['timer'], guard: always },
    { action: 'APPROVE', from: ['CONFORMING'], to: 'APPROVED', actors: ['regulator'], guard: needsReasonAndAccreditation },
    { action: 'REFUSE', from: ['CONFORMING', 'APPROVED'], to: 'REFUSED', actors: ['regulator'], guard: needsReason },
    // One that served before may serve again: the quickest way back from a version that turned out bad.
    { action: 'ACTIVATE', from: ['APPROVED', 'ENDED'], to: 'ACTIVE', actors: ['insurer_officer'], guard: always },
    { action: 'END', from: ['ACTIVE'], to: 'ENDED', actors: ['insurer_officer', 'regulator', 'service'], guard: always },
    { action: 'DISCARD', from: UNDECIDED_STATES, to: 'DISCARDED', actors: ['insurer_officer', 'regulator', 'service', 'timer'], guard: always },
  ],
});
