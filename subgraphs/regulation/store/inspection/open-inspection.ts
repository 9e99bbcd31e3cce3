import type { CommandTransaction } from '../../../kit/command.ts';
import { newId } from '../../../kit/identifier.ts';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { daysToAnswer, INSPECTION_LIFE } from '../../domain/inspection-life.ts';
import { readRulesOn } from '../rules.ts';
import { insertInspection } from './inspections.ts';
import type { InspectionRow } from './inspection-table.ts';

/** Days an owner has to answer, by severity. */
export const ANSWER_RULE = 'S07';

const DAY_MS = 86_400_000;

export type NewInspection = Pick<InspectionRow, 'owner' | 'organisation' | 'findingId' | 'title' | 'severity'>;

/** Opens a case with its clock, by the rule in force today. Null when the finding has one that is not closed. */
export async function openInspection(tx: CommandTransaction, now: Date, about: NewInspection, reason: string | null): Promise<string | null> {
  const rules = await readRulesOn(tx.manager, riyadhDateOf(now), 'S');
  const rule = rules.find(({ id }) => id === ANSWER_RULE);
  if (rule === undefined) throw new Error(`no ${ANSWER_RULE} is in force`);
  const days = daysToAnswer(rule.value, about.severity);
  const id = newId();
  const opened = await insertInspection(tx.manager, {
    ...about, id, state: INSPECTION_LIFE.initial, assignee: null, openedAt: now, dueAt: new Date(now.getTime() + days * DAY_MS), answer: null, answeredAt: null, closedAt: null, version: 1,
  });
  if (!opened) return null;
  tx.audit({
    entity: 'InspectionCase', entityId: id, action: 'OPEN', from: null, to: INSPECTION_LIFE.initial, reason,
    facts: [{ name: ANSWER_RULE, value: { days, rule: rule.value, effectiveFrom: rule.effectiveFrom }, source: 'regulation', asOf: now.toISOString(), verifiedBy: 'regulation' }],
  });
  return id;
}
