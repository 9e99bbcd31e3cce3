import type { EntityManager } from 'typeorm';
import { newId } from '../../kit/identifier.ts';
import { firstStateOf } from '../domain/enrollment/enrollment-line.ts';
import type { MaintenanceType, TerminationReason } from '../domain/enrollment/enrollment-line.ts';
import type { PolicyClass } from '../domain/enrollment/life.ts';
import type { CallOff } from '../domain/procurement/award.ts';

/** One line as it is asked for; no class leaves the one on the roster. */
export interface AskedLine {
  readonly memberId: string;
  readonly maintenanceType: MaintenanceType;
  readonly effectiveDate: string;
  readonly terminationReason: TerminationReason | null;
  readonly policyClass: PolicyClass | null;
}

export interface NewBatch {
  readonly callOff: CallOff & { readonly policyId: string };
  readonly automatic: boolean;
  readonly createdAt: Date;
}

async function insertBatch(tx: EntityManager, { callOff, automatic, createdAt }: NewBatch, id: string, lineCount: number): Promise<void> {
  await tx.query(
    `INSERT INTO enrollment_batch (association_id, id, call_off_id, insurer_id, policy_id, state, line_count, automatic, created_at)
     VALUES ($1, $2, $3, $4, $5, 'DRAFT', $6, $7, $8)`,
    [callOff.associationId, id, callOff.id, callOff.insurerId, callOff.policyId, lineCount, automatic, createdAt],
  );
}

/** Of these lives, the ones that are on the association's roster or were. */
export async function knownLives(tx: EntityManager, associationId: string, memberIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>('SELECT id FROM member WHERE association_id = $1 AND id = ANY($2::uuid[])', [associationId, memberIds]);
  return new Set(rows.map(({ id }) => id));
}

/** A batch of the lines asked for, numbered in that order. Every life must be known. */
export async function insertAskedLines(tx: EntityManager, batch: NewBatch, lines: readonly AskedLine[]): Promise<string> {
  const id = newId();
  await insertBatch(tx, batch, id, lines.length);
  await tx.query(
    `INSERT INTO enrollment_line (association_id, batch_id, number, id, member_id, maintenance_type, effective_date, termination_reason, policy_class, state)
     SELECT $1, $2, l.number, l.id, l.member_id, l.maintenance_type, l.effective_date, l.termination_reason, COALESCE(l.policy_class, m.policy_class), l.state
     FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::text[], $8::text[], $9::text[])
       WITH ORDINALITY AS l(id, member_id, maintenance_type, effective_date, termination_reason, policy_class, state, number)
     JOIN member m ON m.association_id = $1 AND m.id = l.member_id`,
    [
      batch.callOff.associationId, id, lines.map(() => newId()), lines.map(({ memberId }) => memberId), lines.map(({ maintenanceType }) => maintenanceType),
      lines.map(({ effectiveDate }) => effectiveDate), lines.map(({ terminationReason }) => terminationReason), lines.map(({ policyClass }) => policyClass),
      lines.map(({ maintenanceType }) => firstStateOf(maintenanceType)),
    ],
  );
  return id;
}

/**
 * A batch with one line of this kind for every life on the roster on a day, families together. Cover is asked for from
 * the day the roster says, and never before the policy begins; an audit compares that day. Null when nobody is there.
 */
export async function insertWholeRoster(
  tx: EntityManager, batch: NewBatch, type: 'ADD' | 'AUDIT', day: string,
): Promise<string | null> {
  const { associationId, inceptionDate } = batch.callOff;
  const onRoster = `FROM member WHERE association_id = $1 AND (left_on IS NULL OR left_on > $2::date)`;
  const [counted] = await tx.query<{ lives: number }[]>(`SELECT count(*)::int AS lives ${onRoster}`, [associationId, day]);
  const lives = counted?.lives ?? 0;
  if (lives === 0) return null;
  const id = newId();
  await tx.query(
    `INSERT INTO enrollment_line (association_id, batch_id, number, id, member_id, maintenance_type, effective_date, policy_class, state)
     SELECT $1, $3, life.number, line.id, life.id, $4::text, CASE WHEN $4::text = 'AUDIT' THEN $2::date ELSE greatest(life.cover_from, $5::date) END,
       life.policy_class, $6::text
     FROM (SELECT id, policy_class, cover_from, row_number() OVER (ORDER BY subscriber_id, relationship <> 'SELF', id) AS number ${onRoster}) AS life
     JOIN unnest($7::uuid[]) WITH ORDINALITY AS line(id, number) USING (number)`,
    [associationId, day, id, type, inceptionDate, firstStateOf(type), Array.from({ length: lives }, () => newId())],
  );
  // Counted again: somebody may have left between the two statements.
  const [made] = await tx.query<{ lines: number }[]>(
    'SELECT count(*)::int AS lines FROM enrollment_line WHERE association_id = $1 AND batch_id = $2', [associationId, id],
  );
  await insertBatch(tx, batch, id, made?.lines ?? 0);
  return id;
}
