import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../../../kit/audit.ts';
import { newId } from '../../../kit/identifier.ts';
import { conflict } from '../../../kit/refusal.ts';
import type { CasePlace } from '../../domain/compliance/compliance-case.ts';
import type { FindingChange } from '../../domain/compliance/finding-change.ts';
import { SEVERITIES } from '../../domain/compliance/severity.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';
import type { KeptFinding } from './standing-findings.ts';

/** A change with the subject it belongs to. `place` is null for a subject that is gone, whose findings can only close. */
export interface PlacedChange {
  readonly change: FindingChange<KeptFinding>;
  readonly place: CasePlace | null;
}

export interface ChangeCounts {
  readonly opened: number;
  readonly changed: number;
  readonly closed: number;
}

/**
 * Writes what facts changed, in a few statements whatever the number, and answers the entries of the audit trail. Every
 * statement names id, version and state, so a finding that is not as it was read undoes the whole.
 * @throws Refused CONFLICT.
 */
export async function writeFindings(
  manager: EntityManager, kind: SubjectKind, changes: readonly PlacedChange[], now: Date,
): Promise<{ readonly counts: ChangeCounts; readonly audit: readonly AuditEntry[] }> {
  const audit: AuditEntry[] = [];
  const opened: Row[] = [];
  const restated: Row[] = [];
  const closed: { readonly finding: KeptFinding; readonly reason: string }[] = [];
  for (const { change, place } of changes) {
    const id = change.action === 'OPEN' ? newId() : change.finding.id;
    const from = change.action === 'OPEN' ? null : change.finding.state;
    const entry = { entity: 'Finding', entityId: id, action: change.action, from, to: change.to };
    if (change.action === 'CLOSE') {
      closed.push(change);
      audit.push({ ...entry, reason: change.reason });
    } else if (place !== null) {
      (change.action === 'OPEN' ? opened : restated).push({ id, change, place });
      audit.push({ ...entry, reason: change.text.observed, facts: change.text.facts });
    }
  }
  await openFindings(manager, kind, opened, now);
  await restateFindings(manager, restated, now);
  await closeFindings(manager, closed, now);
  const reopened = restated.filter(({ change }) => change.action === 'REOPEN').length;
  return { counts: { opened: opened.length + reopened, changed: restated.length - reopened, closed: closed.length }, audit };
}

interface Row {
  readonly id: string;
  readonly change: Exclude<FindingChange<KeptFinding>, { readonly action: 'CLOSE' }>;
  readonly place: CasePlace;
}

const severityNumber = ({ change }: Row): number => SEVERITIES.indexOf(change.text.severity);

async function openFindings(manager: EntityManager, kind: SubjectKind, rows: readonly Row[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const texts = rows.map(({ change }) => change.text);
  await manager.query(
    `WITH made AS (
       INSERT INTO finding (id, rule, rule_from, rule_value, applies_on, subject_kind, subject_id, owner_sector, owner_id, association_id,
         insurer_id, state, kind, severity, observed, facts, opened_at, changed_at, times_opened, version)
       SELECT id, rule, rule_from, rule_value, applies_on, $1, subject_id, owner_sector, owner_id, association_id, insurer_id, state, kind,
         severity, observed, facts, $2::timestamptz, $2::timestamptz, 1, 1
       FROM unnest($3::uuid[], $4::text[], $5::date[], $6::text[], $7::date[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[],
         $13::text[], $14::text[], $15::smallint[], $16::text[], $17::jsonb[])
         AS row (id, rule, rule_from, rule_value, applies_on, subject_id, owner_sector, owner_id, association_id, insurer_id, state, kind, severity, observed, facts)
       RETURNING id, rule, association_id, insurer_id
     )
     INSERT INTO finding_period (finding_id, number, rule, association_id, insurer_id, opened_at)
     SELECT id, 1, rule, association_id, insurer_id, $2::timestamptz FROM made`,
    [
      kind, now, rows.map(({ id }) => id), rows.map(({ change }) => (change.action === 'OPEN' ? change.rule : change.finding.rule)),
      texts.map(({ ruleFrom }) => ruleFrom), texts.map(({ ruleValue }) => ruleValue), texts.map(({ appliesOn }) => appliesOn),
      ...placesOf(rows), rows.map(({ change }) => change.to), texts.map((text) => text.kind), rows.map(severityNumber),
      texts.map(({ observed }) => observed), texts.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
}

function placesOf(rows: readonly Row[]): (readonly (string | null)[])[] {
  const places = rows.map(({ place }) => place);
  return [
    places.map(({ subjectId }) => subjectId), places.map(({ ownerSector }) => ownerSector), places.map(({ ownerId }) => ownerId),
    places.map(({ associationId }) => associationId), places.map(({ insurerId }) => insurerId),
  ];
}

/** An answer belongs to the opening it was given to: a finding that opens again has none. */
async function restateFindings(manager: EntityManager, rows: readonly Row[], now: Date): Promise<void> {
  const found = rows.flatMap(({ change }) => (change.action === 'OPEN' ? [] : [change.finding]));
  if (rows.length === 0) return;
  const texts = rows.map(({ change }) => change.text);
  const done = await manager.query<unknown[]>(
    `WITH moved AS (
       UPDATE finding SET state = row.to_state, rule_from = row.rule_from, rule_value = row.rule_value, applies_on = row.applies_on,
         owner_sector = row.owner_sector, owner_id = row.owner_id, association_id = row.association_id, insurer_id = row.insurer_id,
         kind = row.kind, severity = row.severity, observed = row.observed, facts = row.facts, changed_at = $1::timestamptz,
         version = finding.version + 1,
         opened_at = CASE WHEN row.reopens THEN $1::timestamptz ELSE opened_at END,
         closed_at = CASE WHEN row.reopens THEN NULL ELSE closed_at END,
         closed_because = CASE WHEN row.reopens THEN NULL ELSE closed_because END,
         answer = CASE WHEN row.reopens THEN NULL ELSE answer END,
         answered_by = CASE WHEN row.reopens THEN NULL ELSE answered_by END,
         answered_at = CASE WHEN row.reopens THEN NULL ELSE answered_at END,
         times_opened = times_opened + CASE WHEN row.reopens THEN 1 ELSE 0 END
       FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::boolean[], $6::date[], $7::text[], $8::date[], $9::text[], $10::text[], $11::text[],
         $12::text[], $13::text[], $14::text[], $15::text[], $16::smallint[], $17::text[], $18::jsonb[])
         AS row (id, version, from_state, reopens, rule_from, rule_value, applies_on, subject_id, owner_sector, owner_id, association_id,
           insurer_id, to_state, kind, severity, observed, facts)
       WHERE finding.id = row.id AND finding.version = row.version AND finding.state = row.from_state
       RETURNING finding.id, row.reopens, finding.times_opened, finding.rule, finding.association_id, finding.insurer_id
     ), again AS (
       INSERT INTO finding_period (finding_id, number, rule, association_id, insurer_id, opened_at)
       SELECT id, times_opened, rule, association_id, insurer_id, $1::timestamptz FROM moved WHERE reopens
     )
     SELECT id FROM moved`,
    [
      now, rows.map(({ id }) => id), found.map(({ version }) => version), found.map(({ state }) => state),
      rows.map(({ change }) => change.action === 'REOPEN'), texts.map(({ ruleFrom }) => ruleFrom), texts.map(({ ruleValue }) => ruleValue),
      texts.map(({ appliesOn }) => appliesOn), ...placesOf(rows), rows.map(({ change }) => change.to), texts.map((text) => text.kind),
      rows.map(severityNumber), texts.map(({ observed }) => observed), texts.map(({ facts }) => JSON.stringify(facts)),
    ],
  );
  if (done.length !== rows.length) throw conflict('changed');
}

async function closeFindings(manager: EntityManager, closed: readonly { readonly finding: KeptFinding; readonly reason: string }[], now: Date): Promise<void> {
  if (closed.length === 0) return;
  const findings = closed.map(({ finding }) => finding);
  const done = await manager.query<unknown[]>(
    `WITH moved AS (
       UPDATE finding SET state = 'CLOSED', closed_at = $1::timestamptz, changed_at = $1::timestamptz, closed_because = row.reason, version = finding.version + 1
       FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[]) AS row (id, version, from_state, reason)
       WHERE finding.id = row.id AND finding.version = row.version AND finding.state = row.from_state
       RETURNING finding.id, finding.times_opened
     ), ended AS (
       UPDATE finding_period SET closed_at = $1::timestamptz FROM moved WHERE finding_id = moved.id AND number = moved.times_opened
     )
     SELECT id FROM moved`,
    [now, findings.map(({ id }) => id), findings.map(({ version }) => version), findings.map(({ state }) => state), closed.map(({ reason }) => reason)],
  );
  if (done.length !== closed.length) throw conflict('changed');
}
