import type { Refusal } from '../../../kit/refusal.ts';
import type { Guard } from '../../../kit/transitions.ts';

/** Two people of one opening: who they are and whom they speak for. */
export interface OpeningParties {
  readonly requestedBy: string;
  readonly requestedByOrganisation: string | null;
  readonly witness: string | null;
  readonly witnessOrganisation: string | null;
}

/**
 * What a tender's steps are decided on. A step names the facts it needs; one that is missing is a fault of the
 * program and throws, so that no step is ever taken for want of knowing.
 */
export interface TenderFacts {
  readonly now: Date;
  readonly poolingEndsAt?: Date;
  readonly enquiriesEndAt?: Date;
  readonly biddingEndsAt?: Date;
  readonly standstillEndsAt?: Date | null;
  readonly agreementEndsAt?: Date;
  readonly pool?: {
    readonly associations: number;
    readonly lives: number;
    readonly minimumAssociations: number;
    readonly minimumLives: number;
    readonly notAccredited: number;
  };
  readonly noObjection?: string;
  readonly sealingKey?: boolean;
  readonly openEnquiries?: number;
  readonly newDeadline?: Date;
  /** Most standing commitments any lot has, and how many an award needs. */
  readonly sealed?: { readonly most: number; readonly minimum: number };
  readonly opening?: OpeningParties | null;
  readonly judgement?: { readonly qualified: boolean; readonly abnormallyLow: boolean; readonly reason: string | null };
  readonly judged?: { readonly open: number; readonly mostQualified: number; readonly minimum: number };
  readonly signingBlocked?: boolean;
  /** The review body upheld a complaint and ordered a new evaluation. */
  readonly reEvaluationOrdered?: boolean;
}

type TenderGuard = Guard<TenderFacts>;

function needed<T>(fact: T | undefined): T {
  if (fact === undefined) throw new Error('a tender step was asked for without its facts');
  return fact;
}

const passed = (now: Date, deadline: Date): boolean => now.getTime() >= deadline.getTime();

const refusedWhen = (not: boolean, refusal: Refusal): Refusal | null => (not ? refusal : null);

export const poolingStillAhead: TenderGuard = (facts) =>
  refusedWhen(passed(facts.now, needed(facts.poolingEndsAt)), { code: 'DEADLINE_PASSED', values: { deadline: 'poolingEndsAt' } });

export const poolLargeEnough: TenderGuard = (facts) => {
  const { associations, lives, minimumAssociations, minimumLives, notAccredited } = needed(facts.pool);
  if (notAccredited > 0) return { code: 'NOT_ACCREDITED', values: { subject: `association (${notAccredited})` } };
  return refusedWhen(associations < minimumAssociations || lives < minimumLives, {
    code: 'POOL_TOO_SMALL',
    values: { associations, lives, minimumAssociations, minimumLives },
  });
};

/** The key must exist before insurers read the tender: what they seal to must not come after the invitation. */
export const mayBePublished: TenderGuard = (facts) => {
  if (passed(facts.now, needed(facts.biddingEndsAt))) return { code: 'DEADLINE_PASSED', values: { deadline: 'biddingEndsAt' } };
  const state = needed(facts.noObjection);
  return refusedWhen(state !== 'GIVEN' || !needed(facts.sealingKey), { code: 'NO_OBJECTION_MISSING', values: { state } });
};

export const enquiriesDone: TenderGuard = (facts) => {
  if (!passed(facts.now, needed(facts.enquiriesEndAt))) return { code: 'TOO_EARLY', values: { deadline: 'enquiriesEndAt' } };
  const open = needed(facts.openEnquiries);
  return refusedWhen(open > 0, { code: 'ENQUIRIES_OPEN', values: { open } });
};

export const extendsDeadline: TenderGuard = (facts) => {
  const deadline = needed(facts.biddingEndsAt);
  if (passed(facts.now, deadline)) return { code: 'DEADLINE_PASSED', values: { deadline: 'biddingEndsAt' } };
  return refusedWhen(needed(facts.newDeadline) <= deadline, { code: 'DEADLINE_NOT_EXTENDED', path: ['input', 'biddingEndsAt'] });
};

export const tooFewSealed: TenderGuard = (facts) => {
  if (!passed(facts.now, needed(facts.biddingEndsAt))) return { code: 'TOO_EARLY', values: { deadline: 'biddingEndsAt' } };
  const { most, minimum } = needed(facts.sealed);
  return refusedWhen(most >= minimum, { code: 'BIDS_ENOUGH', values: { bids: most, minimum } });
};

export const mayAskForOpening: TenderGuard = (facts) => {
  if (!passed(facts.now, needed(facts.biddingEndsAt))) return { code: 'TOO_EARLY', values: { deadline: 'biddingEndsAt' } };
  const { most, minimum } = needed(facts.sealed);
  return refusedWhen(most < minimum, { code: 'TOO_FEW_BIDS', values: { bids: most, minimum } });
};

/** One person with two tokens, or two of one organisation, are one party; a witness nobody stands behind is none. */
export const independentWitness: TenderGuard = (facts) => {
  const opening = needed(facts.opening);
  if (opening === null) return { code: 'OPENING_NOT_REQUESTED' };
  const alone = opening.witness === null || opening.witnessOrganisation === null
    || opening.witness === opening.requestedBy || opening.witnessOrganisation === opening.requestedByOrganisation;
  return refusedWhen(alone, { code: 'WITNESS_NOT_INDEPENDENT' });
};

export const openingWitnessed: TenderGuard = (facts) => {
  const opening = needed(facts.opening);
  return refusedWhen(opening === null || opening.witness === null, { code: 'OPENING_NOT_REQUESTED' });
};

export const judgementReasoned: TenderGuard = (facts) => {
  const { qualified, abnormallyLow, reason } = needed(facts.judgement);
  const asked = !qualified || abnormallyLow;
  return refusedWhen(asked && (reason === null || reason.trim() === ''), { code: 'REASON_NEEDED', path: ['input', 'reason'] });
};

export const mayBeAwarded: TenderGuard = (facts) => {
  const { open, mostQualified, minimum } = needed(facts.judged);
  if (open > 0) return { code: 'BIDS_NOT_JUDGED', values: { open } };
  return refusedWhen(mostQualified < minimum, { code: 'TOO_FEW_BIDS', values: { bids: mostQualified, minimum } });
};

export const notBlocked: TenderGuard = (facts) => refusedWhen(needed(facts.signingBlocked), { code: 'SIGNING_BLOCKED' });

export const reEvaluationIsOrdered: TenderGuard = (facts) => refusedWhen(!needed(facts.reEvaluationOrdered), { code: 'RE_EVALUATION_NOT_ORDERED' });

export const standstillOver: TenderGuard = (facts) => {
  const end = needed(facts.standstillEndsAt);
  if (end === null || !passed(facts.now, end)) return { code: 'TOO_EARLY', values: { deadline: 'standstillEndsAt' } };
  return notBlocked(facts);
};

export const agreementEnded: TenderGuard = (facts) =>
  refusedWhen(!passed(facts.now, needed(facts.agreementEndsAt)), { code: 'TOO_EARLY', values: { deadline: 'coverTo' } });
