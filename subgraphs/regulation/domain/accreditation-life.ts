import type { Refusal } from '../../kit/refusal.ts';
import { always, defineLife } from '../../kit/transitions.ts';
import type { Guard } from '../../kit/transitions.ts';
import { LICENCE_RULES } from './accreditation-decision.ts';
import { textNeeded } from './text-needed.ts';

export type AccreditationKind = 'ASSOCIATION' | 'INSURER';

export type AccreditationState =
  | 'APPLIED' | 'UNDER_REVIEW' | 'INFO_REQUESTED' | 'ACCREDITED' | 'CONDITIONAL' | 'DENIED' | 'APPEALING' | 'SUSPENDED'
  | 'REVOKED' | 'EXPIRED';

export type AccreditationAction =
  | 'START_REVIEW' | 'REQUEST_INFORMATION' | 'ANSWER_INFORMATION' | 'ACCREDIT' | 'ACCREDIT_CONDITIONALLY' | 'DENY' | 'APPEAL'
  | 'SUSPEND' | 'REINSTATE' | 'REVOKE' | 'EXPIRE' | 'RENEW';

/** What the guards look at. */
export interface AccreditationFacts {
  readonly reason: string | null;
  /** True when an officer of the regulator acts; false for the subject itself and for the house. */
  readonly byRegulator: boolean;
  /** Rules the facts from the sources do not satisfy; empty where no source is asked. */
  readonly failedRules: readonly string[];
  /** First day on which it may be renewed; null before the first decision. */
  readonly renewableFrom: string | null;
  readonly today: string;
}

/** Steps that need the licence as its source has it now. */
export const ASKS_SOURCES: readonly AccreditationAction[] = ['ACCREDIT', 'ACCREDIT_CONDITIONALLY', 'REINSTATE', 'RENEW'];

/** Steps that are decisions, kept on the accreditation with who decided and why. */
export const DECISIONS: readonly AccreditationAction[] = [
  'ACCREDIT', 'ACCREDIT_CONDITIONALLY', 'DENY', 'SUSPEND', 'REINSTATE', 'REVOKE', 'RENEW',
];

const needsReason: Guard<AccreditationFacts> = ({ reason }) => textNeeded('reason', reason);

function ruleFailed(rules: readonly string[]): Refusal | null {
  const [first] = rules;
  return first === undefined ? null : { code: 'ACCREDITATION_RULE_FAILED', values: { rules: rules.join(', ') }, rule: first };
}

/** A person may weigh everything but the licence itself: without one there is nothing to accredit. */
const needsLicence: Guard<AccreditationFacts> = (facts) =>
  needsReason(facts) ?? ruleFailed(facts.failedRules.filter((rule) => LICENCE_RULES.includes(rule)));

const mayRenew: Guard<AccreditationFacts> = (facts) => {
  if (facts.renewableFrom !== null && facts.today < facts.renewableFrom) {
    return { code: 'RENEWAL_TOO_EARLY', values: { from: facts.renewableFrom } };
  }
  return facts.byRegulator ? needsLicence(facts) : ruleFailed(facts.failedRules);
};

/**
 * Suspension keeps what exists and stops what is new: an association joins no pool, an insurer wins no award, and
 * policies go on. The others read it from `inForce`.
 */
export const ACCREDITATION_LIFE = defineLife<AccreditationState, AccreditationAction, AccreditationFacts>({
  name: 'accreditation',
  initial: 'APPLIED',
  states: [
    'APPLIED', 'UNDER_REVIEW', 'INFO_REQUESTED', 'ACCREDITED', 'CONDITIONAL', 'DENIED', 'APPEALING', 'SUSPENDED', 'REVOKED',
    'EXPIRED',
  ],
  final: ['REVOKED'],
  transitions: [
    { action: 'START_REVIEW', from: ['APPLIED'], to: 'UNDER_REVIEW', actors: ['timer', 'regulator'], guard: always },
    { action: 'REQUEST_INFORMATION', from: ['UNDER_REVIEW'], to: 'INFO_REQUESTED', actors: ['regulator'], guard: needsReason },
    { action: 'ANSWER_INFORMATION', from: ['INFO_REQUESTED'], to: 'UNDER_REVIEW', actors: ['association_officer', 'insurer_officer'], guard: needsReason },
    { action: 'ACCREDIT', from: ['APPLIED', 'UNDER_REVIEW', 'APPEALING', 'CONDITIONAL'], to: 'ACCREDITED', actors: ['timer', 'regulator'], guard: needsLicence },
    { action: 'ACCREDIT_CONDITIONALLY', from: ['UNDER_REVIEW', 'APPEALING', 'ACCREDITED'], to: 'CONDITIONAL', actors: ['regulator'], guard: needsLicence },
    { action: 'DENY', from: ['UNDER_REVIEW', 'APPEALING'], to: 'DENIED', actors: ['regulator'], guard: needsReason },
    { action: 'APPEAL', from: ['DENIED'], to: 'APPEALING', actors: ['association_officer', 'insurer_officer'], guard: needsReason },
    { action: 'SUSPEND', from: ['ACCREDITED', 'CONDITIONAL'], to: 'SUSPENDED', actors: ['timer', 'regulator'], guard: needsReason },
    { action: 'REINSTATE', from: ['SUSPENDED'], to: 'ACCREDITED', actors: ['regulator'], guard: needsLicence },
    { action: 'REVOKE', from: ['CONDITIONAL', 'SUSPENDED'], to: 'REVOKED', actors: ['regulator'], guard: needsReason },
    { action: 'EXPIRE', from: ['ACCREDITED', 'CONDITIONAL', 'SUSPENDED'], to: 'EXPIRED', actors: ['timer'], guard: always },
    { action: 'RENEW', from: ['ACCREDITED', 'EXPIRED'], to: 'ACCREDITED', actors: ['association_officer', 'insurer_officer', 'regulator'], guard: mayRenew },
  ],
});
