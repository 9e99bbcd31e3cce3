import type { EntityManager } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import type { LineDecision } from '../domain/enrollment/line-decision.ts';
import type { MaritalStatus } from '../domain/enrollment/life.ts';
import type { UndecidedLine } from '../domain/enrollment/undecided-line.ts';
import type { EnrollmentBatchRow } from './enrollment-tables.ts';
import { openPerson } from './person-seal.ts';

interface Row extends Omit<UndecidedLine, 'nationalId' | 'subscriberNationalId' | 'married'> {
  readonly person: Buffer;
  readonly employee: Buffer | null;
  readonly maritalStatus: MaritalStatus | null;
}

/** The first lines of a batch that wait for a decision, by number. */
export async function readUndecidedLines(manager: EntityManager, cipher: FieldCipher, batch: EnrollmentBatchRow, limit: number): Promise<UndecidedLine[]> {
  const rows = await manager.query<Row[]>(
    `SELECT l.id AS "lineId", l.member_id AS "memberId", l.maintenance_type AS "maintenanceType", l.effective_date::text AS "effectiveDate",
       l.termination_reason AS "terminationReason", m.birth_date::text AS "birthDate", m.sex, m.relationship,
       m.employment_start::text AS "employmentStart", m.marital_status AS "maritalStatus", m.works, m.person,
       CASE WHEN m.relationship <> 'SELF' THEN e.person END AS employee
     FROM enrollment_line l
     JOIN member m ON m.association_id = l.association_id AND m.id = l.member_id
     JOIN member e ON e.association_id = l.association_id AND e.id = m.subscriber_id
     WHERE l.association_id = $1 AND l.batch_id = $2 AND l.state = 'PENDING'
     ORDER BY l.number LIMIT $3`,
    [batch.associationId, batch.id, limit],
  );
  return rows.map(({ person, employee, maritalStatus, ...line }) => ({
    ...line,
    nationalId: openPerson(cipher, person).nationalId,
    subscriberNationalId: employee === null ? null : openPerson(cipher, employee).nationalId,
    married: maritalStatus === null ? null : maritalStatus === 'MARRIED',
  }));
}

/**
 * Keeps decisions on lines that still wait for one. A line that was left out meanwhile, or decided by another try, stays
 * as it is. `from` says which lines may be decided: a person also decides those the rules left to them.
 */
export async function keepDecisions(
  tx: EntityManager, batch: EnrollmentBatchRow, decisions: readonly LineDecision[], from: readonly ('PENDING' | 'NEEDS_PERSON')[],
): Promise<void> {
  await tx.query(
    `UPDATE enrollment_line l SET state = d.state, decision_id = d.decision_id, decided_by_person = d.by_person,
       problem_code = d.code, problem_values = d.values, problem_rule = d.rule
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::boolean[], $7::text[], $8::jsonb[], $9::text[])
       AS d(id, state, decision_id, by_person, code, values, rule)
     WHERE l.association_id = $1 AND l.batch_id = $2 AND l.id = d.id AND l.state = ANY($10::text[])`,
    [
      batch.associationId, batch.id, decisions.map(({ lineId }) => lineId), decisions.map(({ state }) => state),
      decisions.map(({ decisionId }) => decisionId), decisions.map(({ byPerson }) => byPerson), decisions.map(({ problem }) => problem?.code ?? null),
      decisions.map(({ problem }) => (problem === null ? null : JSON.stringify(problem.values ?? {}))), decisions.map(({ problem }) => problem?.rule ?? null),
      from,
    ],
  );
}
