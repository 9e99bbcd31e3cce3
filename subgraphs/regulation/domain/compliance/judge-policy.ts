import type { PolicyFacts } from './insurer-facts.ts';
import { judgeBenefits } from './judge-benefits.ts';
import { notFlat } from './judge-rates.ts';
import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** B, G01, G09 and G13, by the rules of the day the policy began. */
export function judgePolicy(policy: PolicyFacts, _on: string, rules: RulesByDate): Ruling[] {
  const { inceptionDate, benefits, rates, refused, said } = policy;
  return [
    ...judgeBenefits(benefits, inceptionDate, said, rules),
    ruleOn(rules, 'G01', inceptionDate, () => notFlat(rates, said)),
    ruleOn(rules, 'G09', inceptionDate, () => (refused.lines === 0
      ? held('the insurer refused nobody whom the rules allow')
      : breach('MEDIUM', `the insurer refused ${refused.lines} enrollments that the rules allow`, seen('batch.refusedLines', refused.lines, refused.said)))),
    ruleOn(rules, 'G13', inceptionDate, ({ value }) => vat(policy, Number(value))),
  ];
}

/** VAT is rounded on each line, so the sum may be off by half a halala a line. */
function vat({ endorsed, said }: PolicyFacts, percent: number): Outcome {
  if (endorsed === null) return undecided('the endorsements are not known');
  if (endorsed.lines === 0) return notApplicable('nothing was endorsed yet');
  const due = (endorsed.premium * percent) / 100;
  if (Math.abs(endorsed.vat - due) <= endorsed.lines / 2 + 1) return held(`VAT at ${percent} percent`);
  return breach('MEDIUM', `VAT of ${endorsed.vat} halalas on ${endorsed.premium}`, seen('endorsements.premium', endorsed.premium, said), seen('endorsements.vat', endorsed.vat, said));
}
