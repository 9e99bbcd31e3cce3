import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { Refused } from '../../kit/refusal.ts';
import type { MinimumSchedule } from '../asks/benefit-schedule.ts';
import { askBenefitSchedule } from '../asks/benefit-schedule.ts';
import { askLeastStandstill } from '../asks/standstill-rule.ts';
import { parseBenefitValue } from '../domain/procurement/benefit-value.ts';
import { ocidOf } from '../domain/procurement/ocid.ts';
import type { Lot, RequiredBenefit, Tender } from '../domain/procurement/tender.ts';
import type { LotDraft, TenderDraft } from '../domain/procurement/tender-draft.ts';
import { checkTenderDraft } from '../domain/procurement/tender-draft.ts';
import { insertTender } from '../store/tenders.ts';
import type { HouseContext } from '../context.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Drafts a tender, whole and consistent or not at all. */
export const createTender: MutationResolvers['createTender'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'createTender', input, {
    async gather(): Promise<MinimumSchedule> {
      const schedule = await askBenefitSchedule(context.graph, input.coverFrom, context.requestId);
      // A trial must be playable in minutes, so the rule binds where money is real.
      const leastStandstill = context.mode === 'SANDBOX' ? 0 : await askLeastStandstill(context.graph, input.coverFrom, context.requestId);
      const problems = checkTenderDraft(input, { now: context.now(), minimum: schedule.benefits, leastStandstill });
      if (problems.length > 0) throw new Refused(...problems);
      return schedule;
    },
    async decide(tx, schedule) {
      const tender = tenderOf(input, context, schedule.id);
      const lots = input.lots.map((lot, place) => lotOf(lot, tender.id, place + 1, schedule));
      await insertTender(tx, tender, lots, { id: newId(), tenderId: tender.id, frozenAt: null, lives: null, censusHash: null, census: null });
      return { tenderId: tender.id };
    },
  });
  return tenderPayload(context, outcome);
};

function tenderOf(draft: TenderDraft, { mode }: HouseContext, benefitScheduleId: string): Tender {
  const id = newId();
  return {
    id,
    ocid: ocidOf(mode, id),
    titleAr: draft.titleAr,
    titleEn: draft.titleEn,
    mode,
    state: 'DRAFT',
    version: 1,
    poolingEndsAt: new Date(draft.poolingEndsAt),
    enquiriesEndAt: new Date(draft.enquiriesEndAt),
    biddingEndsAt: new Date(draft.biddingEndsAt),
    standstillSeconds: draft.standstillSeconds,
    standstillEndsAt: null,
    nextCheckAt: null,
    minimumAssociations: draft.minimumAssociations,
    minimumLives: draft.minimumLives,
    minimumBids: draft.minimumBids,
    coverFrom: draft.coverFrom,
    coverTo: draft.coverTo,
    complaintBody: draft.complaintBody,
    criteria: draft.criteria.map(({ code, weightBasisPoints }) => ({ code, weightBasisPoints })),
    benefitScheduleId,
    evaluationScheduleId: null,
    cancellationReason: null,
  };
}

function lotOf(draft: LotDraft, tenderId: string, number: number, { benefits }: MinimumSchedule): Lot {
  const { titleAr, titleEn, policyClasses, regions } = draft;
  const requiredBenefits = draft.requiredBenefits.flatMap(({ code, value }): RequiredBenefit[] => {
    const kind = benefits.find((benefit) => benefit.code === code)?.kind;
    const parsed = kind === undefined ? null : parseBenefitValue(kind, value);
    return kind === undefined || parsed === null ? [] : [{ code, kind, value: parsed.toString() }];
  });
  return { id: newId(), tenderId, number, titleAr, titleEn, policyClasses, regions, requiredBenefits };
}
