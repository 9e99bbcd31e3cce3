import { auditResolvers } from '../../kit/audit-resolvers.ts';
import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { Refused } from '../../kit/refusal.ts';
import type { HouseContext } from '../context.ts';
import type { AnchorRow } from '../store/audit/anchor-table.ts';
import { readAnchors } from '../store/audit/anchors.ts';
import { needRegulator } from './regulation-viewer.ts';
import type { AuditTrailAnchorsArgs } from './types.generated.ts';

const OWN = auditResolvers('regulation');

/** There is one programme, and one trail of it. */
export const auditTrail = () => ({ id: 'programme' });

export const AUDIT_TYPES = {
  AuditEntry: OWN.AuditEntry,
  AuditTrail: {
    __resolveReference: OWN.AuditTrail.__resolveReference,
    regulation: OWN.AuditTrail['regulation'],
    anchors: async (_parent: unknown, args: Partial<AuditTrailAnchorsArgs>, { principal, database }: HouseContext) => {
      needRegulator(principal);
      const page = pageRequest(args);
      if (page.after !== null && (page.after.length !== 2 || Number.isNaN(Date.parse(page.after[0] ?? '')))) {
        throw new Refused({ code: 'INVALID_INPUT', values: { field: 'after', reason: 'not a cursor of this list' } });
      }
      return connectionOf(await readAnchors(database.manager, args.house ?? null, page), page.first, ({ at, house }) => [at.toISOString(), house]);
    },
  },
  AuditAnchor: {
    at: ({ at }: AnchorRow) => at.toISOString(),
    hash: ({ hash }: AnchorRow) => hash.toString('hex'),
  },
};
