import { hasRole } from '../../../schema/contracts/identity.ts';
import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { associationsSeenBy } from '../domain/procurement/viewer.ts';
import type { AssociationResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

/** What procurement adds to an association: its declared needs and its policies called off. */
export const ASSOCIATION_PROCUREMENT_FIELDS: Pick<AssociationResolvers, 'procurementPlans' | 'callOffs'> = {
  procurementPlans: async ({ id }, args, { principal, procurement }) => {
    const page = pageRequest(args);
    const seen = associationsSeenBy(viewerOf(principal));
    const rows = seen === 'ALL' || seen?.id === id ? await procurement.plansOfAssociation(id, page) : [];
    return connectionOf(rows, page.first, (row) => [row.id]);
  },
  callOffs: async ({ id }, args, { principal, procurement }) => {
    const page = pageRequest(args);
    const seen = associationsSeenBy(viewerOf(principal));
    const insurer = hasRole(principal, 'insurer_officer') ? principal.organisation : null;
    if (seen !== 'ALL' && seen?.id !== id && insurer === null) return connectionOf([], page.first, () => []);
    const rows = await procurement.callOffsOfAssociation(seen === 'ALL' || seen?.id === id ? null : insurer)(id, page);
    return connectionOf(rows, page.first, (row) => [row.id]);
  },
};
