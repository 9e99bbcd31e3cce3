import { formatBenefitValue } from '../domain/procurement/benefit-value.ts';
import { lotsAreDecided, whyUnsuccessful } from '../domain/procurement/lot-unsuccessful.ts';
import { noticeGiven, seesEvaluation, seesJudgementOf } from '../domain/procurement/viewer.ts';
import { one } from './one.ts';
import type {
  AmendmentResolvers, BidCommitmentResolvers, EnquiryResolvers, LotResolvers, OpeningResolvers, RequiredBenefitResolvers, TenderCalendarResolvers,
} from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

export const TenderCalendar: TenderCalendarResolvers = {
  poolingEndsAt: ({ poolingEndsAt }) => poolingEndsAt.toISOString(),
  enquiriesEndAt: ({ enquiriesEndAt }) => enquiriesEndAt.toISOString(),
  biddingEndsAt: ({ biddingEndsAt }) => biddingEndsAt.toISOString(),
  nextCheckAt: ({ nextCheckAt }) => nextCheckAt?.toISOString() ?? null,
};

export const Lot: LotResolvers = {
  title: ({ titleAr, titleEn }) => ({ ar: titleAr, en: titleEn }),
  policyClasses: ({ policyClasses }) => [...policyClasses],
  regions: ({ regions }) => [...regions],
  requiredBenefits: ({ requiredBenefits }) => [...requiredBenefits],
  evaluation: async (lot, _args, { principal, procurement }) => {
    const tender = one(await procurement.tender.load(lot.tenderId));
    const viewer = viewerOf(principal);
    if (tender.evaluationScheduleId === null || !seesEvaluation(viewer, tender)) return null;
    const bids = (await procurement.evaluations.load(lot.id)).filter((bid) => seesJudgementOf(viewer, bid));
    return { bids, benefitScheduleId: tender.evaluationScheduleId };
  },
  award: async ({ id, tenderId }, _args, { procurement }) => {
    const award = await procurement.awardOfLot.load(id);
    if (award === null) return null;
    return noticeGiven(one(await procurement.tender.load(tenderId))) ? award : null;
  },
  unsuccessful: async ({ id, tenderId }, _args, { procurement }) => {
    const tender = one(await procurement.tender.load(tenderId));
    if (!lotsAreDecided(tender)) return null;
    const award = await procurement.awardOfLot.load(id);
    return award === null || award.state === 'CANCELLED' ? whyUnsuccessful(await procurement.evaluations.load(id), tender.minimumBids) : null;
  },
};

/** Kept in the smallest unit of its kind, shown in the main one. */
export const RequiredBenefit: RequiredBenefitResolvers = {
  value: ({ kind, value }) => formatBenefitValue(kind, BigInt(value)),
};

export const Enquiry: EnquiryResolvers = {
  askedAt: ({ askedAt }) => askedAt.toISOString(),
  answeredAt: ({ answeredAt }) => answeredAt?.toISOString() ?? null,
};

export const Amendment: AmendmentResolvers = {
  biddingEndsAt: ({ biddingEndsAt }) => biddingEndsAt.toISOString(),
  at: ({ at }) => at.toISOString(),
};

export const BidCommitment: BidCommitmentResolvers = {
  bid: ({ bidId }) => ({ id: bidId }),
  insurer: ({ insurerId }) => ({ id: insurerId }),
  recordedAt: ({ recordedAt }) => recordedAt.toISOString(),
  void: ({ voidedAt }) => voidedAt !== null,
};

export const Opening: OpeningResolvers = {
  requestedAt: ({ requestedAt }) => requestedAt.toISOString(),
  witnessedAt: ({ witnessedAt }) => witnessedAt?.toISOString() ?? null,
  openedAt: ({ openedAt }) => openedAt?.toISOString() ?? null,
};
