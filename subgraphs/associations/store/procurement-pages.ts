import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import type { CallOff } from '../domain/procurement/award.ts';
import type { ProcurementPlan } from '../domain/procurement/pool.ts';
import { callOffsById } from './call-offs.ts';
import { plansById } from './plans.ts';

interface PageRow {
  readonly parent: string;
  readonly id: string;
}

/** Plans of tenders, newest first; of one association alone when it is named. */
export async function planPagesOfTenders(
  manager: EntityManager, tenderIds: readonly string[], page: PageRequest, associationId: string | null,
): Promise<ProcurementPlan[][]> {
  const rows = await manager.query<PageRow[]>(
    `SELECT asked.parent, row.id FROM unnest($1::uuid[]) AS asked (parent) CROSS JOIN LATERAL (
       SELECT id FROM procurement_plan
       WHERE tender_id = asked.parent AND ($2::uuid IS NULL OR association_id = $2) AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4) AS row`,
    [tenderIds, associationId, page.after?.[0] ?? null, page.first + 1],
  );
  return grouped(tenderIds, rows, await plansById(manager, rows.map(({ id }) => id)));
}

/** Plans of associations, newest first. */
export async function planPagesOfAssociations(manager: EntityManager, associationIds: readonly string[], page: PageRequest): Promise<ProcurementPlan[][]> {
  const rows = await manager.query<PageRow[]>(
    `SELECT asked.parent, row.id FROM unnest($1::uuid[]) AS asked (parent) CROSS JOIN LATERAL (
       SELECT id FROM procurement_plan WHERE association_id = asked.parent AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3) AS row`,
    [associationIds, page.after?.[0] ?? null, page.first + 1],
  );
  return grouped(associationIds, rows, await plansById(manager, rows.map(({ id }) => id)));
}

/** Call-offs under agreements, newest first; of one association alone when it is named. */
export async function callOffPagesOfAgreements(
  manager: EntityManager, agreementIds: readonly string[], page: PageRequest, associationId: string | null,
): Promise<CallOff[][]> {
  const rows = await manager.query<PageRow[]>(
    `SELECT asked.parent, row.id FROM unnest($1::uuid[]) AS asked (parent) CROSS JOIN LATERAL (
       SELECT id FROM call_off
       WHERE framework_agreement_id = asked.parent AND ($2::uuid IS NULL OR association_id = $2) AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4) AS row`,
    [agreementIds, associationId, page.after?.[0] ?? null, page.first + 1],
  );
  return grouped(agreementIds, rows, await callOffsById(manager, rows.map(({ id }) => id)));
}

/** Call-offs of associations, newest first; under one insurer's agreements alone when it is named. */
export async function callOffPagesOfAssociations(
  manager: EntityManager, associationIds: readonly string[], page: PageRequest, insurerId: string | null,
): Promise<CallOff[][]> {
  const rows = await manager.query<PageRow[]>(
    `SELECT asked.parent, row.id FROM unnest($1::uuid[]) AS asked (parent) CROSS JOIN LATERAL (
       SELECT id FROM call_off
       WHERE association_id = asked.parent AND ($2::text IS NULL OR insurer_id = $2) AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4) AS row`,
    [associationIds, insurerId, page.after?.[0] ?? null, page.first + 1],
  );
  return grouped(associationIds, rows, await callOffsById(manager, rows.map(({ id }) => id)));
}

function grouped<Row extends { readonly id: string }>(parents: readonly string[], order: readonly PageRow[], rows: readonly Row[]): Row[][] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byParent = new Map(parents.map((parent): [string, Row[]] => [parent, []]));
  for (const { parent, id } of order) {
    const row = byId.get(id);
    if (row !== undefined) byParent.get(parent)?.push(row);
  }
  return parents.map((parent) => byParent.get(parent) ?? []);
}
