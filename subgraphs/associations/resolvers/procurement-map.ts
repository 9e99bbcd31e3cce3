import { amendTender } from './amend-tender.ts';
import { answerEnquiry } from './answer-enquiry.ts';
import { askEnquiry } from './ask-enquiry.ts';
import { Award, EqualizationEntry } from './award.ts';
import { BenefitDelta } from './benefit-delta.ts';
import { CallOff } from './call-off.ts';
import { callOffPolicy } from './call-off-policy.ts';
import { cancelTender } from './cancel-tender.ts';
import { createTender } from './create-tender.ts';
import { CensusCell, DemandPool, PoolShare } from './demand-pool.ts';
import { BidEvaluation, Evaluation } from './evaluation.ts';
import { FrameworkAgreement } from './framework-agreement.ts';
import { freezePool } from './freeze-pool.ts';
import { joinPool } from './join-pool.ts';
import { judgeBid } from './judge-bid.ts';
import { openPooling } from './open-pooling.ts';
import { ProcurementPlan } from './procurement-plan.ts';
import { proposeAward } from './propose-award.ts';
import { publishTender } from './publish-tender.ts';
import { returnToEvaluation } from './return-to-evaluation.ts';
import { recordBidCommitment } from './record-bid-commitment.ts';
import { requestBidOpening } from './request-bid-opening.ts';
import { AssociationSavings, SavingsReport } from './savings-report.ts';
import { signFrameworkAgreement } from './sign-framework-agreement.ts';
import { startEvaluation } from './start-evaluation.ts';
import { Amendment, BidCommitment, Enquiry, Lot, Opening, RequiredBenefit, TenderCalendar } from './tender-parts.ts';
import { tender, tenders } from './tender-queries.ts';
import { Tender } from './tender.ts';
import { withdrawPlan } from './withdraw-plan.ts';
import { witnessBidOpening } from './witness-bid-opening.ts';

/** Tenders, from pooled demand to the policies called off. */
export const PROCUREMENT_TYPES = {
  Amendment, AssociationSavings, Award, BenefitDelta, BidCommitment, BidEvaluation, CallOff, CensusCell, DemandPool, Enquiry,
  EqualizationEntry, Evaluation, FrameworkAgreement, Lot, Opening, PoolShare, ProcurementPlan, RequiredBenefit, SavingsReport,
  Tender, TenderCalendar,
};

export const PROCUREMENT_QUERIES = { tender, tenders };

export const PROCUREMENT_MUTATIONS = {
  createTender,
  openPooling,
  joinPool,
  withdrawPlan,
  freezePool,
  publishTender,
  askEnquiry,
  answerEnquiry,
  amendTender,
  recordBidCommitment,
  returnToEvaluation,
  requestBidOpening,
  witnessBidOpening,
  startEvaluation,
  judgeBid,
  proposeAward,
  signFrameworkAgreement,
  cancelTender,
  callOffPolicy,
};
