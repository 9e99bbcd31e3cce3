import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { askTenderStandstill } from '../asks/tender-standstill-ask.ts';
import { mayFile } from '../domain/may-file-complaint.ts';
import { COMPLAINT_LIFE } from '../domain/complaint-life.ts';
import { insertComplaint } from '../store/complaints.ts';
import type { MutationResolvers } from './types.generated.ts';

export const fileComplaint: MutationResolvers['fileComplaint'] = async (_parent, { input }, context) => {
  const { principal, graph, requestId, loaders, now } = context;
  const { tenderId, grounds } = input;
  const lotId = input.lotId ?? null;
  const complainant = principal.organisation;

  const { answer, problems } = await runCommand(context, 'fileComplaint', input, {
    gather: async () => {
      const mayComplain = hasRole(principal, 'association_officer') || hasRole(principal, 'insurer_officer');
      if (!mayComplain || complainant === null) throw new Refused({ code: 'NOT_YOURS' });
      const tender = await askTenderStandstill(graph, tenderId, requestId);
      if (tender === null) throw notFound('Tender', 'tenderId');
      return { tender, complainant };
    },
    decide: async (tx, { tender, complainant: by }) => {
      const refusal = mayFile({
        grounds, lotId, tenderState: tender.state,
        lots: tender.lots.map(({ id }) => id),
        insurer: hasRole(principal, 'insurer_officer') ? by : null,
        bidders: tender.bidCommitments.map(({ insurer }) => insurer.id),
      });
      if (refusal !== null) throw new Refused(refusal);
      const id = newId();
      const state = COMPLAINT_LIFE.initial;
      await insertComplaint(tx.manager, { id, tenderId, lotId, complainant: by, grounds, state, decisionReason: null, remedy: null, remedyKind: null, orderedAt: null, orderProblems: null, filedAt: now(), version: 1 });
      tx.audit({
        entity: 'Complaint', entityId: id, action: 'FILE', from: null, to: state,
        facts: [{ name: 'tender.state', value: tender.state, source: 'graph', asOf: now().toISOString(), verifiedBy: 'regulation' }],
      });
      return { complaintId: id };
    },
  });
  return { complaint: answer === null ? null : await loaders.complaint.load(answer.complaintId), problems: [...problems] };
};
