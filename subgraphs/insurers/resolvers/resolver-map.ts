import { auditResolvers } from '../../kit/audit-resolvers.ts';
import { roleMatrixResolvers } from '../../kit/role-matrix.ts';
import { LIVES } from '../domain/lives.ts';
import { FACT_RESOLVERS, SHARED_RESOLVERS } from '../../kit/resolvers.ts';
import { Bid } from './bid.ts';
import { BILLING_MUTATIONS, BILLING_TYPES } from './billing/billing-map.ts';
import { BILLING_QUERIES } from './billing/billing-queries.ts';
import { CHANGE_FEEDS } from './change-feeds.ts';
import { Coverage, CoverageVersion } from './coverage.ts';
import { EnrollmentLineAnswer } from './enrollment-line-answer.ts';
import { Association, Member, Tender } from './foreign-types.ts';
import { InsurancePlan, Insurer } from './insurer.ts';
import { actOnPolicy } from './mutations/act-on-policy.ts';
import { actOnPreAuthorization } from './mutations/act-on-pre-authorization.ts';
import { applyEnrollmentBatch } from './mutations/apply-enrollment-batch.ts';
import { invalidateBids } from './mutations/invalidate-bids.ts';
import { issuePolicy } from './mutations/issue-policy.ts';
import { publishInsurancePlan } from './mutations/publish-insurance-plan.ts';
import { publishProviderNetwork } from './mutations/publish-provider-network.ts';
import { recordJudgement } from './mutations/record-judgement.ts';
import { registerInsurer } from './mutations/register-insurer.ts';
import { revealBids } from './mutations/reveal-bids.ts';
import { sealBid } from './mutations/seal-bid.ts';
import { submitPreAuthorization } from './mutations/submit-pre-authorization.ts';
import { withdrawBid } from './mutations/withdraw-bid.ts';
import { Endorsement, Policy } from './policy.ts';
import { PreAuthorization } from './pre-authorization.ts';
import { QUERIES } from './queries.ts';

/** Every resolver of the house, by type of its SDL. */
export const RESOLVERS = {
  ...SHARED_RESOLVERS, ...FACT_RESOLVERS, ...auditResolvers('insurers'), ...roleMatrixResolvers('insurers', LIVES),
  Insurer, InsurancePlan, Bid, Policy, Endorsement, Coverage, CoverageVersion, EnrollmentLineAnswer, PreAuthorization, Association, Member, Tender,
  ...BILLING_TYPES,
  Query: { ...QUERIES, ...BILLING_QUERIES, ...CHANGE_FEEDS },
  Mutation: {
    registerInsurer, publishInsurancePlan, sealBid, withdrawBid, invalidateBids, revealBids, recordJudgement, issuePolicy, actOnPolicy, applyEnrollmentBatch,
    submitPreAuthorization, actOnPreAuthorization, publishProviderNetwork,
    ...BILLING_MUTATIONS,
  },
};
