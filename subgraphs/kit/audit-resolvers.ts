import { hasRole } from '../../schema/contracts/identity.ts';
import type { AuditRow } from './audit-row.ts';
import { areSeqs, readAuditHead, readAuditTrail } from './audit-trail.ts';
import type { AuditFilter, AuditHead } from './audit-trail.ts';
import { connectionOf, pageRequest } from './connection.ts';
import type { Connection } from './connection.ts';
import { Refused } from './refusal.ts';
import type { RequestContext } from './request-context.ts';

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: AuditFilter | null;
}

/** A house's part of the programme's audit trail: its own entries under its own name, and its head for whoever anchors it. */
export function auditResolvers(house: string) {
  return {
    AuditTrail: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      [house]: async (_parent: unknown, args: PageArguments, { principal, database }: RequestContext): Promise<Connection<AuditRow>> => {
        if (!hasRole(principal, 'regulator')) throw new Refused({ code: 'NOT_YOURS' });
        const page = pageRequest(args);
        if (page.after !== null && !/^\d{1,18}$/.test(page.after[0] ?? '')) {
          throw new Refused({ code: 'INVALID_INPUT', values: { field: 'after', reason: 'not a cursor of this list' } });
        }
        if (args.filter?.seqs != null && !areSeqs(args.filter.seqs)) {
          throw new Refused({ code: 'INVALID_INPUT', values: { field: 'filter.seqs', reason: 'at most 100 places of the chain' } });
        }
        return connectionOf(await readAuditTrail(database.manager, args.filter ?? {}, page), page.first, ({ seq }) => [seq]);
      },
      [`${house}Head`]: (_parent: unknown, _args: unknown, { principal, database }: RequestContext): Promise<AuditHead | null> => {
        if (!hasRole(principal, 'service')) throw new Refused({ code: 'NOT_YOURS' });
        return readAuditHead(database.manager);
      },
    },
    AuditEntry: {
      at: ({ at }: AuditRow) => at.toISOString(),
      roles: ({ roles }: AuditRow) => roles ?? [],
      onBehalfOf: (row: AuditRow) => row.on_behalf_of,
      entityId: (row: AuditRow) => row.entity_id,
      from: (row: AuditRow) => row.from_state,
      to: (row: AuditRow) => row.to_state,
      hash: ({ hash }: AuditRow) => hash.toString('hex'),
    },
    AuditHead: {
      at: ({ at }: AuditHead) => at.toISOString(),
      hash: ({ hash }: AuditHead) => hash.toString('hex'),
    },
  };
}
