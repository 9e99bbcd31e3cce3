import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import { groupRows } from './group-rows.ts';
import type { MemberRow } from './member-table.ts';

/** Dates leave as text: the driver would make instants of them and shift them by the zone of the process. */
const COLUMNS = `m.association_id AS "associationId", m.id, m.subscriber_id AS "subscriberId", m.fingerprint, m.digest, m.person,
  m.id_tail AS "idTail", m.relationship, m.birth_date::text AS "birthDate", m.sex, m.nationality,
  m.policy_class AS "policyClass", m.region, m.marital_status AS "maritalStatus", m.works,
  m.employment_start::text AS "employmentStart", m.cover_from::text AS "coverFrom", m.left_on::text AS "leftOn"`;

const ON_ROSTER = `(m.left_on IS NULL OR m.left_on > (now() AT TIME ZONE 'Asia/Riyadh')::date)`;

export function readMembers(manager: EntityManager, ids: readonly string[]): Promise<MemberRow[]> {
  return manager.query<MemberRow[]>(`SELECT ${COLUMNS} FROM member m WHERE m.id = ANY($1::uuid[])`, [ids]);
}

/** An employee, as the key of those who depend on them. */
export interface EmployeeKey {
  readonly associationId: string;
  readonly id: string;
}

/** Dependents of many employees in one statement, oldest first. */
export function readDependents(manager: EntityManager, employees: readonly EmployeeKey[]): Promise<MemberRow[]> {
  return manager.query<MemberRow[]>(
    `SELECT ${COLUMNS} FROM unnest($1::uuid[], $2::uuid[]) AS e(association_id, id)
     JOIN member m ON m.association_id = e.association_id AND m.subscriber_id = e.id
     WHERE m.relationship <> 'SELF' AND ${ON_ROSTER}
     ORDER BY m.birth_date, m.id`,
    [employees.map((employee) => employee.associationId), employees.map((employee) => employee.id)],
  );
}

export async function countLives(manager: EntityManager, associationIds: readonly string[]): Promise<{ associationId: string; lives: number }[]> {
  return manager.query<{ associationId: string; lives: number }[]>(
    `SELECT m.association_id AS "associationId", count(*)::int AS lives
     FROM member m WHERE m.association_id = ANY($1::uuid[]) AND ${ON_ROSTER} GROUP BY 1`,
    [associationIds],
  );
}

/** By family, the employee first. */
export function rosterSortKey(member: MemberRow): readonly string[] {
  return [member.subscriberId, member.relationship === 'SELF' ? '0' : '1', member.id];
}

/** One page of each roster in one statement. */
export async function readRosterPages(
  manager: EntityManager,
  associationIds: readonly string[],
  page: PageRequest,
  employeesOnly: boolean,
): Promise<MemberRow[][]> {
  const [family, dependent, id] = page.after ?? [];
  const after = page.after === null ? '' : `AND m.subscriber_id >= $3::uuid
    AND (m.subscriber_id, (m.relationship <> 'SELF')::int, m.id) > ($3::uuid, $4::int, $5::uuid)`;
  const rows = await manager.query<MemberRow[]>(
    `SELECT m.* FROM unnest($1::uuid[]) AS a(id) CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM member m
       WHERE m.association_id = a.id AND ${ON_ROSTER} ${employeesOnly ? `AND m.relationship = 'SELF'` : ''} ${after}
       ORDER BY m.subscriber_id, (m.relationship <> 'SELF')::int, m.id
       LIMIT $2
     ) AS m`,
    [associationIds, page.first + 1, ...(page.after === null ? [] : [family, dependent, id])],
  );
  return groupRows(associationIds, rows, (row) => row.associationId);
}
