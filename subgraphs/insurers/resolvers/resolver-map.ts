import { SHARED_RESOLVERS } from '../../kit/resolvers.ts';
import { Bid } from './bid.ts';
import { Coverage, CoverageVersion } from './coverage.ts';
import { EnrollmentLineAnswer } from './enrollment-line-answer.ts';
import { Association, Member, Tender } from './foreign-types.ts';
import { InsurancePlan, Insurer } from './insurer.ts';
import { actOnPolicy } from './mutations/act-on-policy.ts';
import { applyEnrollmentBatch } from './mutations/apply-enrollment-batch.ts';
import { invalidateBids } from './mutations/invalidate-bids.ts';
import { issuePolicy } from './mutations/issue-policy.ts';
import { publishInsurancePlan } from './mutations/publish-insurance-plan.ts';
import { recordJudgement } from './mutations/record-judgement.ts';
import { registerInsurer } from './mutations/register-insurer.ts';
import { revealBids } from './mutations/reveal-bids.ts';
import { sealBid } from './mutations/seal-bid.ts';
import { withdrawBid } from './mutations/withdraw-bid.ts';
import { Endorsement, Policy } from './policy.ts';
import { QUERIES } from './queries.ts';

/** Every resolver of the house, by type of its SDL. */
export const RESOLVERS = {
  ...SHARED_RESOLVERS,
  Insurer, InsurancePlan, Bid, Policy, Endorsement, Coverage, CoverageVersion, EnrollmentLineAnswer, Association, Member, Tender,
  Query: QUERIES,
  Mutation: {
    registerInsurer, publishInsurancePlan, sealBid, withdrawBid, invalidateBids, revealBids, recordJudgement, issuePolicy, actOnPolicy, applyEnrollmentBatch,
  },
};
