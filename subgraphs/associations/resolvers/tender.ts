import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import type { Tender as TenderRow } from '../domain/procurement/tender.ts';
import { tenderActionsFor } from '../domain/procurement/tender-actions.ts';
import { associationsSeenBy, seesCommitment, seesDrafts } from '../domain/procurement/viewer.ts';
import type { HouseContext } from '../context.ts';
import { one } from './one.ts';
import type { TenderResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

/** A draft is the council's own paper until it opens the pool. */
export function ifSeen(tender: TenderRow | null, { principal }: HouseContext): TenderRow | null {
  return tender?.state === 'DRAFT' && !seesDrafts(viewerOf(principal)) ? null : tender;
}

export const Tender: TenderResolvers = {
  __resolveReference: async (reference, context) => {
    const { procurement } = context;
    if ('id' in reference && typeof reference.id === 'string') return isId(reference.id) ? ifSeen(await procurement.tender.load(reference.id), context) : null;
    return 'ocid' in reference ? ifSeen(await procurement.tenderByOcid.load(String(reference.ocid)), context) : null;
  },
  title: ({ titleAr, titleEn }) => ({ ar: titleAr, en: titleEn }),
  calendar: (tender) => tender,
  lots: async ({ id }, _args, { procurement }) => [...await procurement.lots.load(id)],
  criteria: ({ criteria }) => [...criteria],
  benefitSchedule: ({ benefitScheduleId }) => ({ id: benefitScheduleId }),
  pool: async ({ id }, _args, { procurement }) => one(await procurement.pool.load(id)),
  plans: async ({ id }, args, { principal, procurement }) => {
    const page = pageRequest(args);
    const seen = associationsSeenBy(viewerOf(principal));
    const rows = seen === null ? [] : await procurement.plansOfTender(seen === 'ALL' ? null : seen.id)(id, page);
    return connectionOf(rows, page.first, (row) => [row.id]);
  },
  enquiries: async ({ id }, _args, { procurement }) => [...await procurement.enquiries.load(id)],
  amendments: async ({ id }, _args, { procurement }) => [...await procurement.amendments.load(id)],
  bidCommitments: async ({ id, state }, _args, { principal, procurement }) => {
    const viewer = viewerOf(principal);
    return (await procurement.commitments.load(id)).filter(({ insurerId }) => seesCommitment(viewer, state, insurerId));
  },
  opening: ({ id }, _args, { procurement }) => procurement.opening.load(id),
  availableActions: async (tender, _args, { principal, procurement, now }) => {
    const viewer = viewerOf(principal);
    const own = viewer.organisation !== null && isId(viewer.organisation) ? viewer.organisation : null;
    const [opening, agreements, plan] = await Promise.all([
      procurement.opening.load(tender.id),
      procurement.agreementsOfTender.load(tender.id),
      own === null ? null : procurement.planIn(own).load(tender.id),
    ]);
    return tenderActionsFor(tender, viewer, { now: now(), opening, agreements, plan });
  },
  history: ({ id }, _args, { procurement }) => procurement.tenderHistory.load(id),
};
