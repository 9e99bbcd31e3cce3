import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import { conflict } from '../../../kit/refusal.ts';
import type { SuspenseCaseState, SuspenseReason } from '../../domain/billing/suspense-case-life.ts';
import type { RowSight } from '../../domain/policy-sight.ts';
import { groupByParent } from '../group-by-parent.ts';
import { sightParameters } from '../row-sight.ts';
import { billingVisible } from './invoice-pages.ts';

/** Money that no invoice is owed, halalas. */
export interface SuspenseCaseRow {
  readonly id: string;
  readonly insurerId: string;
  readonly associationId: string | null;
  readonly paymentId: string;
  readonly reason: SuspenseReason;
  readonly state: SuspenseCaseState;
  readonly version: number;
  readonly amount: bigint;
  readonly remaining: bigint;
  readonly openedAt: Date;
}

type Stored = Omit<SuspenseCaseRow, 'amount' | 'remaining'> & { readonly amount: string; readonly remaining: string };

const COLUMNS = `s.id, s.insurer_id AS "insurerId", s.association_id AS "associationId", s.payment_id AS "paymentId", s.reason, s.state, s.version, s.amount, s.remaining,
  s.opened_at AS "openedAt"`;

function caseOf<Row extends Stored>(stored: Row): Omit<Row, 'amount' | 'remaining'> & { readonly amount: bigint; readonly remaining: bigint } {
  return { ...stored, amount: BigInt(stored.amount), remaining: BigInt(stored.remaining) };
}

export async function visibleSuspenseCases(manager: EntityManager, sight: RowSight, ids: readonly string[]): Promise<SuspenseCaseRow[]> {
  const rows = await manager.query<Stored[]>(`SELECT ${COLUMNS} FROM suspense_case s WHERE ${billingVisible('s')} AND s.id = ANY($5::uuid[])`, [...sightParameters(sight), ids]);
  return rows.map(caseOf);
}

/** A page of each insurer's open cases, oldest first. */
export async function pagesOfOpenCases(manager: EntityManager, sight: RowSight, insurerIds: readonly string[], { first, after }: PageRequest): Promise<SuspenseCaseRow[][]> {
  const rows = await manager.query<(Stored & { parent: string })[]>(
    `SELECT a.id AS parent, x.* FROM unnest($5::uuid[]) AS a (id)
     CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM suspense_case s WHERE ${billingVisible('s')} AND s.insurer_id = a.id AND s.state = 'OPEN'
         AND ($6::timestamptz IS NULL OR (s.opened_at, s.id) > ($6, $7::uuid))
       ORDER BY s.opened_at, s.id LIMIT $8
     ) x`,
    [...sightParameters(sight), insurerIds, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(insurerIds, rows.map(caseOf), ({ parent }) => parent);
}

/** The case, held until the transaction ends. */
export async function lockSuspenseCase(tx: EntityManager, id: string): Promise<SuspenseCaseRow | null> {
  const rows = await tx.query<Stored[]>(`SELECT ${COLUMNS} FROM suspense_case s WHERE s.id = $1 FOR UPDATE`, [id]);
  return rows[0] === undefined ? null : caseOf(rows[0]);
}

export async function insertSuspenseCase(tx: EntityManager, row: Omit<SuspenseCaseRow, 'version' | 'state' | 'remaining'>): Promise<void> {
  await tx.query(
    `INSERT INTO suspense_case (id, insurer_id, association_id, payment_id, reason, state, version, amount, remaining, opened_at)
     VALUES ($1, $2, $3, $4, $5, 'OPEN', 1, $6, $6, $7)`,
    [row.id, row.insurerId, row.associationId, row.paymentId, row.reason, row.amount.toString(), row.openedAt],
  );
}

/** Takes money out of a case. @throws Refused CONFLICT when somebody else moved it first. */
export async function moveSuspenseCase(tx: EntityManager, row: Pick<SuspenseCaseRow, 'id' | 'version' | 'state'>, to: SuspenseCaseState, taken: bigint): Promise<void> {
  const [, moved] = await tx.query<[unknown[], number]>(
    'UPDATE suspense_case SET state = $4, version = version + 1, remaining = remaining - $5 WHERE id = $1 AND version = $2 AND state = $3',
    [row.id, row.version, row.state, to, taken.toString()],
  );
  if (moved !== 1) throw conflict((await lockSuspenseCase(tx, row.id))?.state ?? 'UNKNOWN');
}
