import type { EntityManager } from 'typeorm';
import type { MemberRow } from './member-table.ts';

const COLUMNS: readonly (readonly [column: string, type: string, of: (member: MemberRow) => unknown])[] = [
  ['fingerprint', 'bytea', (member) => member.fingerprint],
  ['subscriber_id', 'uuid', (member) => member.subscriberId],
  ['digest', 'bytea', (member) => member.digest],
  ['person', 'bytea', (member) => member.person],
  ['id_tail', 'text', (member) => member.idTail],
  ['relationship', 'text', (member) => member.relationship],
  ['birth_date', 'date', (member) => member.birthDate],
  ['sex', 'text', (member) => member.sex],
  ['nationality', 'text', (member) => member.nationality],
  ['policy_class', 'text', (member) => member.policyClass],
  ['region', 'text', (member) => member.region],
  ['marital_status', 'text', (member) => member.maritalStatus],
  ['works', 'boolean', (member) => member.works],
  ['employment_start', 'date', (member) => member.employmentStart],
  ['cover_from', 'date', (member) => member.coverFrom],
];

const NAMES = COLUMNS.map(([column]) => column).join(', ');
const ARRAYS = COLUMNS.map(([, type], place) => `$${place + 2}::${type}[]`).join(', ');
const SET = COLUMNS.map(([column]) => `${column} = c.${column}`).join(', ');

/** Whoever had left and is named again with cover from that day or later is back. */
const UPDATE = `UPDATE member m SET ${SET}, left_on = CASE WHEN c.cover_from >= m.left_on THEN NULL ELSE m.left_on END
  FROM unnest(${ARRAYS}) AS c(${NAMES})
  WHERE m.association_id = $1 AND m.fingerprint = c.fingerprint`;

function parametersOf(members: readonly MemberRow[]): unknown[] {
  return [members[0]?.associationId, ...COLUMNS.map(([, , of]) => members.map(of))];
}

/** Gives lives of one association new facts, in one statement. */
export async function changeMembers(manager: EntityManager, members: readonly MemberRow[]): Promise<void> {
  await manager.query(UPDATE, parametersOf(members));
}

/** Makes employees into dependents, except those whom others still depend on. Answers the ids of those it changed. */
export async function demoteMembers(manager: EntityManager, members: readonly MemberRow[]): Promise<Set<string>> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `${UPDATE} AND NOT EXISTS (
       SELECT 1 FROM member d WHERE d.association_id = m.association_id AND d.subscriber_id = m.id AND d.id <> m.id
     ) RETURNING m.id`,
    parametersOf(members),
  );
  return new Set(rows.map((row) => row.id));
}
