import { ACCREDITATION_RULES } from './accreditation-rules.ts';
import { benefitRulesOf } from './benefit-rules.ts';
import { BENEFIT_SCHEDULES } from './benefit-schedules.ts';
import { COMPLIANCE_RULES } from './compliance-rules.ts';
import { ELIGIBILITY_RULES } from './eligibility-rules.ts';
import { QUOTE_RULES } from './quote-rules.ts';
import type { Rule } from './rule.ts';
import { SERVICE_LEVEL_RULES } from './service-level-rules.ts';

/** Every rule of the programme with every value it has had. The benefit floor is read off the schedules. */
export const RULE_BOOK: readonly Rule[] = [
  ...ELIGIBILITY_RULES,
  ...benefitRulesOf(BENEFIT_SCHEDULES),
  ...SERVICE_LEVEL_RULES,
  ...QUOTE_RULES,
  ...ACCREDITATION_RULES,
  ...COMPLIANCE_RULES,
];
