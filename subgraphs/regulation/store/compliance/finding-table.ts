import { EntitySchema } from 'typeorm';
import type { AnyFact } from '../../../../schema/contracts/fact.ts';
import type { OwnerSector } from '../../domain/compliance/compliance-case.ts';
import type { FindingKind } from '../../domain/compliance/finding-change.ts';
import type { FindingState } from '../../domain/compliance/finding-life.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';

/** One breach of one rule by one subject, from its first opening on: opened again, it is the same finding. */
export interface FindingRow {
  readonly id: string;
  readonly rule: string;
  /** First day of the rule's version that was applied. */
  readonly ruleFrom: string;
  readonly ruleValue: string;
  readonly appliesOn: string;
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly ownerSector: OwnerSector;
  /** Null for the council, which is one. */
  readonly ownerId: string | null;
  readonly associationId: string | null;
  readonly insurerId: string | null;
  readonly state: FindingState;
  readonly kind: FindingKind;
  /** Place in SEVERITIES, so that the database can sort by it. */
  readonly severity: number;
  readonly observed: string;
  readonly facts: readonly AnyFact[];
  /** Last opening. */
  readonly openedAt: Date;
  readonly changedAt: Date;
  readonly closedAt: Date | null;
  readonly closedBecause: string | null;
  readonly timesOpened: number;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly version: number;
}

export const FINDING_TABLE = new EntitySchema<FindingRow>({
  name: 'finding',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'finding_pkey' },
    rule: { type: 'text' },
    ruleFrom: { name: 'rule_from', type: 'date' },
    ruleValue: { name: 'rule_value', type: 'text' },
    appliesOn: { name: 'applies_on', type: 'date' },
    subjectKind: { name: 'subject_kind', type: 'text' },
    subjectId: { name: 'subject_id', type: 'text' },
    ownerSector: { name: 'owner_sector', type: 'text' },
    ownerId: { name: 'owner_id', type: 'text', nullable: true },
    associationId: { name: 'association_id', type: 'text', nullable: true },
    insurerId: { name: 'insurer_id', type: 'text', nullable: true },
    state: { type: 'text' },
    kind: { type: 'text' },
    severity: { type: 'smallint' },
    observed: { type: 'text' },
    facts: { type: 'jsonb' },
    openedAt: { name: 'opened_at', type: 'timestamptz' },
    changedAt: { name: 'changed_at', type: 'timestamptz' },
    closedAt: { name: 'closed_at', type: 'timestamptz', nullable: true },
    closedBecause: { name: 'closed_because', type: 'text', nullable: true },
    timesOpened: { name: 'times_opened', type: 'integer' },
    answer: { type: 'text', nullable: true },
    answeredBy: { name: 'answered_by', type: 'text', nullable: true },
    answeredAt: { name: 'answered_at', type: 'timestamptz', nullable: true },
    version: { type: 'integer' },
  },
  uniques: [{ name: 'finding_of_case', columns: ['subjectKind', 'subjectId', 'rule'] }],
  indices: [
    { name: 'finding_by_time', columns: ['openedAt', 'id'] },
    { name: 'finding_open', columns: ['severity', 'id'], where: "state = 'OPEN'" },
    { name: 'finding_by_severity', columns: ['severity', 'openedAt', 'id'] },
    { name: 'finding_by_rule', columns: ['rule', 'openedAt', 'id'] },
    { name: 'finding_by_state', columns: ['state', 'openedAt', 'id'] },
    { name: 'finding_by_owner', columns: ['ownerSector', 'ownerId', 'openedAt', 'id'] },
    { name: 'finding_by_association', columns: ['associationId', 'openedAt', 'id'] },
    { name: 'finding_by_insurer', columns: ['insurerId', 'openedAt', 'id'] },
  ],
});

/** One time a finding stood open; by these the counts over time are made. */
export interface FindingPeriodRow {
  readonly findingId: string;
  readonly number: number;
  readonly rule: string;
  readonly associationId: string | null;
  readonly insurerId: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

export const FINDING_PERIOD_TABLE = new EntitySchema<FindingPeriodRow>({
  name: 'finding_period',
  columns: {
    findingId: { name: 'finding_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'finding_period_pkey' },
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'finding_period_pkey' },
    rule: { type: 'text' },
    associationId: { name: 'association_id', type: 'text', nullable: true },
    insurerId: { name: 'insurer_id', type: 'text', nullable: true },
    openedAt: { name: 'opened_at', type: 'timestamptz' },
    closedAt: { name: 'closed_at', type: 'timestamptz', nullable: true },
  },
  indices: [
    { name: 'finding_period_opened', columns: ['openedAt', 'rule'] },
    { name: 'finding_period_association', columns: ['associationId', 'rule'] },
    { name: 'finding_period_insurer', columns: ['insurerId', 'rule'] },
    { name: 'finding_period_closed', columns: ['closedAt', 'rule'], where: 'closed_at IS NOT NULL' },
  ],
});
