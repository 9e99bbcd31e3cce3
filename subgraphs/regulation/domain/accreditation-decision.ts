import { earliestOf, plusDays } from './calendar.ts';
import { fail, judge, pass, unsure } from './rule-evaluation.ts';
import type { Finding, Judged, RuleEvaluation, RulesOnDate } from './rule-evaluation.ts';

/** Rules about the permission itself, which nobody may decide away. */
export const LICENCE_RULES: readonly string[] = ['A01', 'A11', 'A12'];

/** A permission as its register has it. */
export interface Licence {
  readonly status: string;
  readonly validTo: string | null;
}

export interface AssociationLicence extends Licence {
  readonly governanceScore: number | null;
}

/** What the rules make of the facts: accredited at once when nothing failed, a person's to decide otherwise. */
export interface AccreditationDecision {
  readonly failedRules: readonly string[];
  readonly rulesEvaluated: readonly RuleEvaluation[];
  /** Associations only: 1 to 3; a person may accredit below the score of level 1, and then it is 1. */
  readonly level: number | null;
  readonly validFrom: string;
  /** Never later than the licence under it. */
  readonly validTo: string;
}

/** What the registers say a subject may do. An insurer needs both, the financial licence and the qualification. */
export type Permissions =
  | { readonly kind: 'ASSOCIATION'; readonly licence: AssociationLicence }
  | { readonly kind: 'INSURER'; readonly licence: Licence; readonly qualification: Licence };

export function decideAccreditation(permissions: Permissions, rules: RulesOnDate, today: string): AccreditationDecision {
  const { licence } = permissions;
  if (permissions.kind === 'INSURER') {
    const { qualification } = permissions;
    const judged = [
      judge(rules, 'A11', (status) => licenceFinding(licence, status, today)),
      judge(rules, 'A12', (status) => licenceFinding(qualification, status, today)),
    ];
    return { ...outcomeOf(judged, [licence, qualification], rules, today), level: null };
  }
  const { governanceScore } = permissions.licence;
  const judged = [
    judge(rules, 'A01', (status) => licenceFinding(licence, status, today)),
    judge(rules, 'A02', (least) => {
      if (governanceScore === null) return unsure('the register has no governance score');
      return governanceScore >= Number(least) ? pass(`score ${governanceScore}`) : fail(`score ${governanceScore}`);
    }),
  ];
  return { ...outcomeOf(judged, [licence], rules, today), level: levelOf(governanceScore ?? 0, rules) };
}

function licenceFinding({ status, validTo }: Licence, wanted: string, today: string): Finding {
  if (status !== wanted) return fail(`status ${status}`);
  if (validTo !== null && validTo < today) return fail(`status ${status}, ended ${validTo}`);
  return pass(validTo === null ? `status ${status}` : `status ${status} until ${validTo}`);
}

function outcomeOf(
  judged: readonly Judged[], licences: readonly Licence[], rules: RulesOnDate, today: string,
): Omit<AccreditationDecision, 'level'> {
  // Without a rule for the term there is none: it then ends before it begins.
  const wholeTerm = plusDays(today, Number(rules.valueOf('A13') ?? 0) - 1);
  return {
    failedRules: judged.filter(({ verdict }) => verdict !== 'PASS').map(({ evaluation }) => evaluation.rule),
    rulesEvaluated: judged.map(({ evaluation }) => evaluation),
    validFrom: today,
    validTo: earliestOf([wholeTerm, ...licences.map(({ validTo }) => validTo)]) ?? wholeTerm,
  };
}

function levelOf(score: number, rules: RulesOnDate): number {
  const reaches = (rule: string): boolean => score >= Number(rules.valueOf(rule) ?? Number.NaN);
  if (reaches('A02.LEVEL_3')) return 3;
  return reaches('A02.LEVEL_2') ? 2 : 1;
}

