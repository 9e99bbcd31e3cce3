import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import type { RowSight } from '../../domain/policy-sight.ts';
import { groupByParent } from '../group-by-parent.ts';
import { sightParameters } from '../row-sight.ts';
import { INVOICE_COLUMNS, invoiceOf } from './invoices.ts';
import type { InvoiceRow, StoredInvoice } from './invoices.ts';

/** Rows `x` of billing the viewer may see; $4 is used by others. */
export const billingVisible = (x: string): string => `($1::boolean OR ${x}.association_id = $2::uuid OR ${x}.insurer_id = $3::uuid) AND $4::uuid IS NULL`;

export async function visibleInvoices(manager: EntityManager, sight: RowSight, ids: readonly string[]): Promise<InvoiceRow[]> {
  const rows = await manager.query<StoredInvoice[]>(`SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE ${billingVisible('i')} AND i.id = ANY($5::uuid[])`, [...sightParameters(sight), ids]);
  return rows.map(invoiceOf);
}

/** A page of the invoices of each policy or association, newest first. */
export async function pagesOfInvoices(
  manager: EntityManager, sight: RowSight, of: 'policy_id' | 'association_id', ids: readonly string[], { first, after }: PageRequest,
): Promise<InvoiceRow[][]> {
  const rows = await manager.query<(StoredInvoice & { parent: string })[]>(
    `SELECT a.id AS parent, x.* FROM unnest($5::uuid[]) AS a (id)
     CROSS JOIN LATERAL (
       SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE ${billingVisible('i')} AND i.${of} = a.id AND ($6::timestamptz IS NULL OR (i.issued_at, i.id) < ($6, $7::uuid))
       ORDER BY i.issued_at DESC, i.id DESC LIMIT $8
     ) x`,
    [...sightParameters(sight), ids, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(ids, rows.map(invoiceOf), ({ parent }) => parent);
}

/** A page of what each association or insurer is still owing or owed, the earliest day first. */
export async function pagesOfOwedInvoices(
  manager: EntityManager, sight: RowSight, of: 'association_id' | 'insurer_id', ids: readonly string[], { first, after }: PageRequest,
): Promise<InvoiceRow[][]> {
  const rows = await manager.query<(StoredInvoice & { parent: string })[]>(
    `SELECT a.id AS parent, x.* FROM unnest($5::uuid[]) AS a (id)
     CROSS JOIN LATERAL (
       SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE ${billingVisible('i')} AND i.${of} = a.id AND i.settled_on IS NULL AND ($6::date IS NULL OR (i.due_date, i.id) > ($6, $7::uuid))
       ORDER BY i.due_date, i.id LIMIT $8
     ) x`,
    [...sightParameters(sight), ids, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(ids, rows.map(invoiceOf), ({ parent }) => parent);
}
