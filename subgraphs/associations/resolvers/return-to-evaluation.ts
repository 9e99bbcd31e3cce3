import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../kit/command.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { askUpheldComplaint } from '../asks/upheld-complaint.ts';
import { moveTender, nextStandingCheck } from '../store/move-tender.ts';
import { setAside } from '../store/set-aside.ts';
import { holdTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/**
 * Does what the review body ordered: the lot complained about, or the whole tender, is evaluated anew. That it was
 * upheld is asked where it is kept, never believed of the teller.
 */
export const returnToEvaluation: MutationResolvers['returnToEvaluation'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'returnToEvaluation', input, {
    async gather() {
      const { principal } = context;
      if (!hasRole(principal, 'service') || principal.organisation !== 'regulation') throw new Refused({ code: 'NOT_YOURS' });
      const complaint = await askUpheldComplaint(context.graph, input.complaintId, context.now(), context.requestId);
      if (complaint === null) throw notFound('Complaint', 'complaintId');
      return complaint;
    },
    async decide(tx, { tenderId, lotId, ordersReEvaluation, fact }) {
      const now = context.now();
      const tender = await holdTender(tx.manager, tenderId, 'alone');
      await setAside(tx, tenderId, lotId, now);
      await moveTender(tx, tender, {
        action: 'RETURN_TO_EVALUATION', actors: context.principal.roles, facts: { now, reEvaluationOrdered: ordersReEvaluation }, reason: input.complaintId, evidence: [fact],
      }, { nextCheckAt: await nextStandingCheck(tx.manager, tenderId) });
      return { tenderId };
    },
  });
  return tenderPayload(context, outcome);
};
