import { runCommand } from '../../kit/command.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { TELL_RE_EVALUATION } from '../asks/re-evaluation-tell.ts';
import { COMPLAINT_LIFE, ordersDone } from '../domain/complaint-life.ts';
import { findComplaint, moveComplaint } from '../store/complaints.ts';
import { isComplainant, mayReadComplaint } from './regulation-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Steps in which the review body decides, or refuses to: its reason stays with the complaint. */
const DECISIONS = ['DECLARE_INADMISSIBLE', 'UPHOLD', 'REJECT'];

export const actOnComplaint: MutationResolvers['actOnComplaint'] = async (_parent, { input }, context) => {
  const { principal, database, loaders } = context;
  const { action } = input;
  const reason = input.reason ?? null;
  const remedy = input.remedy ?? null;
  const remedyKind = input.remedyKind ?? 'DESCRIBED';

  const { answer, problems } = await runCommand(context, 'actOnComplaint', input, {
    gather: async () => {
      const row = await findComplaint(database.manager, input.complaintId);
      if (row === null) throw notFound('Complaint', 'complaintId');
      const foreign = !mayReadComplaint(principal, row) || (action === 'WITHDRAW' && !isComplainant(principal, row.complainant));
      if (foreign) throw new Refused({ code: 'NOT_YOURS', path: ['input', 'complaintId'] });
      return row;
    },
    decide: async (tx, row) => {
      const step = takeStep(COMPLAINT_LIFE, row.state, action, principal.roles, { reason, remedy, ordersDone: ordersDone(row) });
      if ('refusal' in step) throw new Refused(step.refusal);
      await moveComplaint(tx.manager, row, {
        state: step.to,
        ...(DECISIONS.includes(action) ? { decisionReason: reason } : {}),
        ...(action === 'UPHOLD' ? { remedy, remedyKind } : {}),
      });
      tx.audit({ entity: 'Complaint', entityId: row.id, action, from: row.state, to: step.to, reason });
      if (action === 'UPHOLD' && remedyKind === 'RE_EVALUATION') await tx.job(TELL_RE_EVALUATION, { complaintId: row.id }, { key: `re-evaluation:${row.id}` });
      return { complaintId: row.id };
    },
  });
  return { complaint: answer === null ? null : await loaders.complaint.load(answer.complaintId), problems: [...problems] };
};
