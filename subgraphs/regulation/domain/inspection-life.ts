import type { Role } from '../../../schema/contracts/identity.ts';
import { defineLife } from '../../kit/transitions.ts';
import type { Guard } from '../../kit/transitions.ts';
import { textNeeded } from './text-needed.ts';

export type InspectionState = 'OPEN' | 'ASSIGNED' | 'ESCALATED' | 'ANSWERED' | 'CLOSED';

export type InspectionAction = 'ASSIGN' | 'ANSWER' | 'RETURN' | 'ESCALATE' | 'CLOSE';

/** Who must answer an inspection. */
export type InspectionOwner = 'ASSOCIATIONS' | 'INSURERS' | 'REGULATION';

export interface InspectionFacts {
  readonly text: string | null;
  readonly assignee: string | null;
  /** The caller speaks for the organisation the case is about. */
  readonly ofOwner: boolean;
  readonly overdue: boolean;
}

const needsText: Guard<InspectionFacts> = ({ text }) => textNeeded('text', text);
const needsAssignee: Guard<InspectionFacts> = ({ assignee }) => textNeeded('assignee', assignee);
const byOwner: Guard<InspectionFacts> = (facts) => (facts.ofOwner ? needsText(facts) : { code: 'NOT_YOURS' });
const isOverdue: Guard<InspectionFacts> = ({ overdue }) => (overdue ? null : { code: 'TOO_EARLY', values: { deadline: 'dueAt' } });

const OWNERS: readonly Role[] = ['association_officer', 'insurer_officer', 'regulator'];

/** The regulator opens and closes; the owner answers, also after its time; the clock escalates what nobody answered. */
export const INSPECTION_LIFE = defineLife<InspectionState, InspectionAction, InspectionFacts>({
  name: 'inspection case',
  initial: 'OPEN',
  states: ['OPEN', 'ASSIGNED', 'ESCALATED', 'ANSWERED', 'CLOSED'],
  final: ['CLOSED'],
  transitions: [
    { action: 'ASSIGN', from: ['OPEN', 'ASSIGNED'], to: 'ASSIGNED', actors: ['regulator'], guard: needsAssignee },
    { action: 'ASSIGN', from: ['ESCALATED'], to: 'ESCALATED', actors: ['regulator'], guard: needsAssignee },
    { action: 'ANSWER', from: ['OPEN', 'ASSIGNED', 'ESCALATED'], to: 'ANSWERED', actors: OWNERS, guard: byOwner },
    { action: 'RETURN', from: ['ANSWERED'], to: 'ASSIGNED', actors: ['regulator'], guard: needsText },
    { action: 'ESCALATE', from: ['OPEN', 'ASSIGNED'], to: 'ESCALATED', actors: ['timer'], guard: isOverdue },
    { action: 'CLOSE', from: ['OPEN', 'ASSIGNED', 'ESCALATED', 'ANSWERED'], to: 'CLOSED', actors: ['regulator'], guard: needsText },
  ],
});

/** Days an owner has, by the severity's place from the least: the rule's value, for example '30,20,10,5'. The last holds for all beyond it. */
export function daysToAnswer(value: string, severity: number): number {
  const days = value.split(',').map(Number);
  return days[Math.min(severity, days.length - 1)] ?? 0;
}
