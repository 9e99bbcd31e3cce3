import { availableActions } from '../../kit/transitions.ts';
import { blocksSigning, COMPLAINT_LIFE } from '../domain/complaint-life.ts';
import type { HouseContext } from '../context.ts';
import type { ComplaintRow } from '../store/complaint-table.ts';
import { isComplainant, mayReadComplaint } from './regulation-viewer.ts';
import type { ComplaintResolvers, QueryResolvers } from './types.generated.ts';

async function visibleComplaint(id: string, { principal, loaders }: HouseContext): Promise<ComplaintRow | null> {
  const row = await loaders.complaint.load(id);
  return row !== null && mayReadComplaint(principal, row) ? row : null;
}

export const complaint: QueryResolvers['complaint'] = (_parent, { id }, context) => visibleComplaint(id, context);

export const Complaint: ComplaintResolvers = {
  __resolveReference: ({ id }, context) => visibleComplaint(id, context),
  tender: ({ tenderId }) => ({ id: tenderId }),
  blocksSigning: ({ state }) => blocksSigning(state),
  filedAt: ({ filedAt }) => filedAt.toISOString(),
  availableActions: ({ state, complainant }, _args, { principal }) =>
    availableActions(COMPLAINT_LIFE, state, principal.roles).filter((action) => action !== 'WITHDRAW' || isComplainant(principal, complainant)),
  history: ({ id }, _args, { loaders }) => loaders.complaintHistory.load(id),
};
