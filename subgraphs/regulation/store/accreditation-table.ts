import { EntitySchema } from 'typeorm';
import type { AccreditationKind, AccreditationState } from '../domain/accreditation-life.ts';
import type { AnyFact } from '../../../schema/contracts/fact.ts';
import type { RuleEvaluation } from '../domain/rule-evaluation.ts';

export type DecisionMode = 'AUTO' | 'MANUAL';

export interface AccreditationRow {
  readonly id: string;
  readonly kind: AccreditationKind;
  /** The association's or the insurer's identifier in its own house. */
  readonly subjectId: string;
  /** Licence or commercial registration number, the key to the registers; null until the subject's house was asked. */
  readonly subjectNumber: string | null;
  readonly state: AccreditationState;
  readonly level: number | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly decisionMode: DecisionMode | null;
  readonly decisionReason: string | null;
  readonly facts: readonly AnyFact[];
  readonly rulesEvaluated: readonly RuleEvaluation[];
  readonly version: number;
}

/** A subject has one of these at a time; an ended one makes room for another application. */
export const ENDED_STATES: readonly AccreditationState[] = ['DENIED', 'REVOKED', 'EXPIRED'];

export const ACCREDITATION_TABLE = new EntitySchema<AccreditationRow>({
  name: 'accreditation',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'accreditation_pkey' },
    kind: { type: 'text' },
    subjectId: { name: 'subject_id', type: 'text' },
    subjectNumber: { name: 'subject_number', type: 'text', nullable: true },
    state: { type: 'text' },
    level: { type: 'smallint', nullable: true },
    validFrom: { name: 'valid_from', type: 'date', nullable: true },
    validTo: { name: 'valid_to', type: 'date', nullable: true },
    decisionMode: { name: 'decision_mode', type: 'text', nullable: true },
    decisionReason: { name: 'decision_reason', type: 'text', nullable: true },
    facts: { type: 'jsonb' },
    rulesEvaluated: { name: 'rules_evaluated', type: 'jsonb' },
    version: { type: 'integer' },
  },
  indices: [
    { name: 'accreditation_of_subject', columns: ['subjectId', 'kind', 'id'] },
    { name: 'accreditation_of_kind', columns: ['kind', 'id'] },
    { name: 'accreditation_current', columns: ['kind', 'subjectId'], unique: true, where: 'state NOT IN (\'DENIED\', \'REVOKED\', \'EXPIRED\')' },
    { name: 'accreditation_by_end', columns: ['validTo', 'id'], where: 'state IN (\'ACCREDITED\', \'CONDITIONAL\', \'SUSPENDED\')' },
  ],
});
