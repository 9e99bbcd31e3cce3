import { judgeCoverDuty } from './judge-cover-duty.ts';
import { judgeEnding } from './judge-ending.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { judgeDependants } from './judge-dependants.ts';
import type { LifeFacts } from './life-facts.ts';
import type { Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** Every rule about a life, on a day. */
export function judgeLife(life: LifeFacts, on: string, rules: RulesByDate): Ruling[] {
  return [
    ...judgeCoverDuty(life, on, rules), ...judgeDependants(life, on, rules), ...judgeEnding(life, on, rules), ...judgeEvidence(life, on, rules),
  ];
}
