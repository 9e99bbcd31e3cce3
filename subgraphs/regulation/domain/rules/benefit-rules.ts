import type { BenefitKind, BenefitSchedule, MinimumBenefit } from './benefit-schedule.ts';
import type { Rule } from './rule.ts';

const UNITS: Readonly<Record<BenefitKind, string>> = {
  LIMIT: 'riyals a year', COPAY_PERCENT: 'percent', COPAY_MAX: 'riyals a visit', NETWORK_SIZE: 'providers', FLAG: '1 or 0',
};

function sameFigure(rule: Rule, benefit: MinimumBenefit, schedule: BenefitSchedule): boolean {
  return rule.value === benefit.value && rule.effectiveTo !== null && rule.effectiveTo < schedule.effectiveFrom;
}

/**
 * The benefit floor as rules, one for each value a benefit has had: a value that a later schedule repeats is one rule
 * over both periods. `schedules` are oldest first and follow each other without a gap.
 */
export function benefitRulesOf(schedules: readonly BenefitSchedule[]): Rule[] {
  const rules: Rule[] = [];
  for (const schedule of schedules) {
    for (const benefit of schedule.benefits) {
      const at = rules.findLastIndex((rule) => rule.id === idOf(benefit));
      const before = rules[at];
      if (before !== undefined && sameFigure(before, benefit, schedule)) {
        rules[at] = { ...before, effectiveTo: schedule.effectiveTo };
      } else rules.push(ruleOf(benefit, schedule));
    }
  }
  return rules;
}

function idOf(benefit: MinimumBenefit): string {
  return `B.${benefit.code}`;
}

function ruleOf(benefit: MinimumBenefit, { effectiveFrom, effectiveTo }: BenefitSchedule): Rule {
  const { title, value, kind, source, verifiedOn } = benefit;
  return { id: idOf(benefit), category: 'B', title, value, unit: UNITS[kind], effectiveFrom, effectiveTo, source, verifiedOn };
}
