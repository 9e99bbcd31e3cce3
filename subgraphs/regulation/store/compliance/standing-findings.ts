import type { EntityManager } from 'typeorm';
import type { StandingFinding } from '../../domain/compliance/finding-change.ts';
import { SEVERITIES } from '../../domain/compliance/severity.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';

/** A finding as it stands, with what the statement that changes it must find again. */
export interface KeptFinding extends StandingFinding {
  readonly id: string;
  readonly subjectId: string;
  readonly version: number;
  readonly timesOpened: number;
}

/** Everything ever found about the subjects, closed ones included, locked until the commit so that no answer comes between. */
export async function readStandingFindings(manager: EntityManager, kind: SubjectKind, ids: readonly string[]): Promise<Map<string, KeptFinding[]>> {
  const rows = await manager.query<(Omit<KeptFinding, 'severity'> & { severity: number })[]>(
    `SELECT id, rule, subject_id AS "subjectId", state, severity, kind, observed, version, times_opened AS "timesOpened"
     FROM finding WHERE subject_kind = $1 AND subject_id = ANY($2) ORDER BY id FOR UPDATE`,
    [kind, ids],
  );
  const bySubject = new Map<string, KeptFinding[]>();
  for (const row of rows) {
    const finding: KeptFinding = { ...row, severity: SEVERITIES[row.severity] ?? 'LOW' };
    const before = bySubject.get(row.subjectId);
    if (before === undefined) bySubject.set(row.subjectId, [finding]);
    else before.push(finding);
  }
  return bySubject;
}

/** Subjects with a finding that is not closed, after one in order: what an evaluation over all has not met is among them. */
export async function readSubjectsWithFindings(
  manager: EntityManager, kind: SubjectKind, associationId: string | null, after: string | null, most: number,
): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT DISTINCT subject_id AS id FROM finding
     WHERE subject_kind = $1 AND subject_id > $2 AND state <> 'CLOSED' AND ($3::text IS NULL OR association_id = $3) ORDER BY subject_id LIMIT $4`,
    [kind, after ?? '', associationId, most],
  );
  return rows.map(({ id }) => id);
}
