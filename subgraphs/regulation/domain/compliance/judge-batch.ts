import type { BatchFacts } from './batch-facts.ts';
import { breach, held, notApplicable, ruleOn, seen } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import { severityOfDays } from './severity.ts';
import { workingDaysBetween } from './working-days.ts';

const WITH_THE_INSURER = ['SUBMITTED', 'ACCEPTED', 'PARTIALLY_ACCEPTED'];
const WITH_THE_ASSOCIATION = ['DRAFT', 'VALIDATED'];

export function isWithInsurer({ state }: BatchFacts): boolean {
  return WITH_THE_INSURER.includes(state);
}

/** E08.BATCH: a batch does not wait longer than proof of cover may take. */
export function judgeBatch(batch: BatchFacts, on: string, rules: RulesByDate): Ruling[] {
  return [ruleOn(rules, 'E08.BATCH', on, ({ value }) => waiting(batch, on, value))];
}

/** `steps`: working days from which it is overdue, then HIGH, then CRITICAL, for example '11,21,41'. */
function waiting(batch: BatchFacts, on: string, steps: string): Outcome {
  if (!isWithInsurer(batch) && !WITH_THE_ASSOCIATION.includes(batch.state)) return notApplicable(`the batch is ${batch.state}`);
  const days = workingDaysBetween(batch.createdAt.slice(0, 10), on);
  const severity = severityOfDays(days, steps);
  if (severity === 'LOW') return held('within its time');
  return breach(severity, `${batch.state}, made ${batch.createdAt.slice(0, 10)}, ${batch.lines} lines wait`,
    seen('batch.state', batch.state, batch.said), seen('batch.createdAt', batch.createdAt, batch.said), seen('batch.submittedAt', batch.submittedAt, batch.said));
}
