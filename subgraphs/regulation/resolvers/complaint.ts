import { connectionOf } from '../../kit/connection.ts';
import { availableActions } from '../../kit/transitions.ts';
import { blocksSigning, COMPLAINT_LIFE } from '../domain/complaint-life.ts';
import type { HouseContext } from '../context.ts';
import type { ComplaintRow } from '../store/complaint-table.ts';
import { pageOfComplaints } from '../store/complaints.ts';
import { pageById } from './page-by-id.ts';
import { complaintSightOf, isComplainant, mayReadComplaint } from './regulation-viewer.ts';
import type { ComplaintResolvers, QueryResolvers } from './types.generated.ts';

async function visibleComplaint(id: string, { principal, loaders }: HouseContext): Promise<ComplaintRow | null> {
  const row = await loaders.complaint.load(id);
  return row !== null && mayReadComplaint(principal, row) ? row : null;
}

export const complaint: QueryResolvers['complaint'] = (_parent, { id }, context) => visibleComplaint(id, context);

export const complaints: QueryResolvers['complaints'] = async (_parent, args, { principal, database }) => {
  const page = pageById(args);
  const rows = await pageOfComplaints(database.manager, complaintSightOf(principal), args.filter ?? {}, page);
  return connectionOf(rows, page.first, ({ id }) => [id]);
};

export const Complaint: ComplaintResolvers = {
  __resolveReference: ({ id }, context) => visibleComplaint(id, context),
  tender: ({ tenderId }) => ({ id: tenderId }),
  blocksSigning: ({ state }) => blocksSigning(state),
  orderedAt: ({ orderedAt }) => orderedAt?.toISOString() ?? null,
  orderProblems: ({ orderProblems }) => (orderProblems === null ? null : [...orderProblems]),
  filedAt: ({ filedAt }) => filedAt.toISOString(),
  availableActions: ({ state, complainant }, _args, { principal }) =>
    availableActions(COMPLAINT_LIFE, state, principal.roles).filter((action) => action !== 'WITHDRAW' || isComplainant(principal, complainant)),
  history: ({ id }, _args, { loaders }) => loaders.complaintHistory.load(id),
};
