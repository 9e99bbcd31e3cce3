import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { Refused } from '../../kit/refusal.ts';
import { availableActions } from '../../kit/transitions.ts';
import type { HouseContext } from '../context.ts';
import { SEVERITIES } from '../domain/compliance/severity.ts';
import { INSPECTION_LIFE } from '../domain/inspection-life.ts';
import type { InspectionNoteRow, InspectionRow } from '../store/inspection/inspection-table.ts';
import { isInspectionCursor, pageOfInspections, sortKeyOfInspection } from '../store/inspection/inspections.ts';
import type { InspectionSight } from '../store/inspection/inspections.ts';
import type { InspectionCaseResolvers, InspectionNoteResolvers, QueryResolvers } from './types.generated.ts';

/** A regulator sees all, an officer its own organisation's, nobody else any. */
export function inspectionSightOf(principal: Principal): InspectionSight {
  if (hasRole(principal, 'regulator')) return 'ALL';
  if (principal.organisation === null) return 'NONE';
  if (hasRole(principal, 'association_officer')) return { owner: 'ASSOCIATIONS', organisation: principal.organisation };
  if (hasRole(principal, 'insurer_officer')) return { owner: 'INSURERS', organisation: principal.organisation };
  return 'NONE';
}

export function seesInspection(principal: Principal, { owner, organisation }: InspectionRow): boolean {
  const sight = inspectionSightOf(principal);
  return sight === 'ALL' || (sight !== 'NONE' && sight.owner === owner && sight.organisation === organisation);
}

/** Who must answer: an officer of the organisation, and the regulator for its own house. */
export function answersInspection(principal: Principal, row: InspectionRow): boolean {
  return row.owner === 'REGULATION' ? hasRole(principal, 'regulator') : inspectionSightOf(principal) !== 'ALL' && seesInspection(principal, row);
}

async function seen(id: string, { principal, loaders }: HouseContext): Promise<InspectionRow | null> {
  const row = await loaders.inspection.load(id);
  return row !== null && seesInspection(principal, row) ? row : null;
}

export const inspectionCase: QueryResolvers['inspectionCase'] = (_parent, { id }, context) => seen(id, context);

export const inspectionCases: QueryResolvers['inspectionCases'] = async (_parent, args, { principal, database, now }) => {
  const page = pageRequest(args);
  const sort = args.sort ?? 'DUE';
  if (page.after !== null && !isInspectionCursor(page.after, sort)) {
    throw new Refused({ code: 'INVALID_INPUT', values: { field: 'after', reason: 'not a cursor of this list' } });
  }
  const { overdue, ...filter } = args.filter ?? {};
  const rows = await pageOfInspections(database.manager, inspectionSightOf(principal), { ...filter, overdueAt: overdue === true ? now() : null }, sort, page);
  return connectionOf(rows, page.first, sortKeyOfInspection(sort));
};

export const InspectionCase: InspectionCaseResolvers = {
  __resolveReference: ({ id }, context) => seen(id, context),
  association: ({ owner, organisation }) => (owner === 'ASSOCIATIONS' && organisation !== null ? { id: organisation } : null),
  insurer: ({ owner, organisation }) => (owner === 'INSURERS' && organisation !== null ? { id: organisation } : null),
  finding: async ({ findingId }, _args, { loaders }) => (findingId === null ? null : loaders.finding.load(findingId)),
  severity: ({ severity }) => SEVERITIES[severity] ?? 'LOW',
  openedAt: ({ openedAt }) => openedAt.toISOString(),
  dueAt: ({ dueAt }) => dueAt.toISOString(),
  answeredAt: ({ answeredAt }) => answeredAt?.toISOString() ?? null,
  closedAt: ({ closedAt }) => closedAt?.toISOString() ?? null,
  notes: async ({ id }, _args, { principal, loaders }) =>
    (await loaders.notesOfInspection.load(id)).filter(({ shared }) => shared || hasRole(principal, 'regulator')),
  availableActions: (row, _args, { principal }) => availableActions(INSPECTION_LIFE, row.state, principal.roles)
    .flatMap((action) => (action === 'ESCALATE' || (action === 'ANSWER' && !answersInspection(principal, row)) ? [] : [action])),
  history: async ({ id }, _args, { loaders }) => [...await loaders.inspectionHistory.load(id)],
};

export const InspectionNote: InspectionNoteResolvers = {
  at: ({ at }: InspectionNoteRow) => at.toISOString(),
};
