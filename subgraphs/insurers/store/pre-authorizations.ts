import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import { conflict } from '../../kit/refusal.ts';
import type { PreAuthorizationStatus } from '../domain/network/pre-authorization-life.ts';
import type { RowSight } from '../domain/policy-sight.ts';
import { groupByParent } from './group-by-parent.ts';
import { COVER_VISIBLE, sightParameters } from './row-sight.ts';

export interface PreAuthorizationRow {
  readonly id: string;
  readonly insurerId: string;
  readonly coverageId: string;
  readonly policyId: string;
  readonly state: PreAuthorizationStatus;
  readonly version: number;
  readonly submittedAt: Date;
  readonly deadline: Date;
  /** Null while open, and for one taken back before it was decided. */
  readonly decidedAt: Date | null;
  readonly deemed: boolean;
}

const COLUMNS = `a.id, a.insurer_id AS "insurerId", a.coverage_id AS "coverageId", a.policy_id AS "policyId", a.state, a.version,
  a.submitted_at AS "submittedAt", a.deadline, a.decided_at AS "decidedAt", a.deemed`;

/** Pre-authorisations under cover that the viewer may see. */
export function visiblePreAuthorizations(manager: EntityManager, sight: RowSight, ids: readonly string[]): Promise<PreAuthorizationRow[]> {
  return manager.query(
    `SELECT ${COLUMNS} FROM pre_authorization a JOIN coverage c ON c.id = a.coverage_id WHERE ${COVER_VISIBLE} AND a.id = ANY($5::uuid[])`,
    [...sightParameters(sight), ids],
  );
}

/** A page of each cover's pre-authorisations, newest first. The covers have been shown to the viewer before. */
export async function pagesOfPreAuthorizations(manager: EntityManager, coverageIds: readonly string[], { first, after }: PageRequest): Promise<PreAuthorizationRow[][]> {
  const rows = await manager.query<PreAuthorizationRow[]>(
    `SELECT x.* FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM pre_authorization a WHERE a.coverage_id = asked.id
         AND ($2::timestamptz IS NULL OR (a.submitted_at, a.id) < ($2, $3::uuid))
       ORDER BY a.submitted_at DESC, a.id DESC LIMIT $4
     ) x`,
    [coverageIds, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(coverageIds, rows, ({ coverageId }) => coverageId);
}

export async function findPreAuthorization(tx: EntityManager, id: string): Promise<PreAuthorizationRow | null> {
  const rows = await tx.query<PreAuthorizationRow[]>(`SELECT ${COLUMNS} FROM pre_authorization a WHERE a.id = $1`, [id]);
  return rows[0] ?? null;
}

/** `requested` is false for what the insurer gives without being asked, which no service level measures. */
export async function insertPreAuthorization(tx: EntityManager, row: Omit<PreAuthorizationRow, 'version' | 'deemed'> & { readonly requested: boolean }): Promise<void> {
  await tx.query(
    `INSERT INTO pre_authorization (id, insurer_id, coverage_id, policy_id, state, version, requested, submitted_at, deadline, decided_at, deemed)
     VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, false)`,
    [row.id, row.insurerId, row.coverageId, row.policyId, row.state, row.requested, row.submittedAt, row.deadline, row.decidedAt],
  );
}

/** Moves a pre-authorisation; `decidedAt` stops its clock. @throws Refused CONFLICT when somebody else moved it first. */
export async function movePreAuthorization(
  tx: EntityManager, row: Pick<PreAuthorizationRow, 'id' | 'version' | 'state'>, to: PreAuthorizationStatus, decidedAt: Date | null,
): Promise<void> {
  const [, moved] = await tx.query<[unknown[], number]>(
    `UPDATE pre_authorization SET state = $4, version = version + 1, decided_at = coalesce($5::timestamptz, decided_at), deemed = deemed OR $4 = 'DEEMED_APPROVED'
     WHERE id = $1 AND version = $2 AND state = $3`,
    [row.id, row.version, row.state, to, decidedAt],
  );
  if (moved === 1) return;
  const now = await findPreAuthorization(tx, row.id);
  throw conflict(now?.state ?? 'UNKNOWN');
}

/** How many requests under a policy were received in a time, and how many of them were answered before silence did. */
export interface AnsweredInTime {
  readonly policyId: string;
  readonly cases: number;
  readonly inTime: number;
}

/** `from` and `to` are days in Riyadh, both included. What is open and may still be answered in time is no case yet; nor is what was taken back. */
export function answeredInTime(manager: EntityManager, policyIds: readonly string[], period: { readonly from: string; readonly to: string }, now: Date): Promise<AnsweredInTime[]> {
  return manager.query(
    `SELECT policy_id AS "policyId", count(*)::int AS cases, (count(*) FILTER (WHERE NOT deemed AND decided_at <= deadline))::int AS "inTime"
     FROM pre_authorization
     WHERE policy_id = ANY($1::uuid[]) AND requested
       AND submitted_at >= ($2::date::timestamp AT TIME ZONE 'Asia/Riyadh') AND submitted_at < (($3::date + 1)::timestamp AT TIME ZONE 'Asia/Riyadh')
       AND (decided_at IS NOT NULL OR (deadline < $4 AND state <> 'CANCELLED'))
     GROUP BY policy_id`,
    [policyIds, period.from, period.to, now],
  );
}

/** Whose cover a request is about. */
export async function coverToAuthorize(tx: EntityManager, coverageId: string): Promise<{ readonly insurerId: string; readonly policyId: string } | null> {
  const rows = await tx.query<{ insurerId: string; policyId: string }[]>('SELECT insurer_id AS "insurerId", policy_id AS "policyId" FROM coverage WHERE id = $1', [coverageId]);
  return rows[0] ?? null;
}
