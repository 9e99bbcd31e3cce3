import { EntitySchema } from 'typeorm';
import type { SubjectKind } from '../../domain/compliance/subject.ts';

export type EvaluationState = 'RUNNING' | 'ENDED';

/** One evaluation that was asked for, with how far it has come: a crash goes on from there. */
export interface EvaluationRow {
  readonly id: string;
  readonly askedBy: string;
  /** Null for every kind. */
  readonly kind: SubjectKind | null;
  readonly associationId: string | null;
  readonly onDate: string;
  readonly state: EvaluationState;
  readonly evaluated: number;
  readonly opened: number;
  readonly changed: number;
  readonly closed: number;
  /** Kind it is at, and the cursor behind what it has done of it; null at the beginning of each. */
  readonly atKind: SubjectKind | null;
  readonly atId: string | null;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
}

export const EVALUATION_TABLE = new EntitySchema<EvaluationRow>({
  name: 'compliance_evaluation',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'compliance_evaluation_pkey' },
    askedBy: { name: 'asked_by', type: 'text' },
    kind: { type: 'text', nullable: true },
    associationId: { name: 'association_id', type: 'text', nullable: true },
    onDate: { name: 'on_date', type: 'date' },
    state: { type: 'text' },
    evaluated: { type: 'integer' },
    opened: { type: 'integer' },
    changed: { type: 'integer' },
    closed: { type: 'integer' },
    atKind: { name: 'at_kind', type: 'text', nullable: true },
    atId: { name: 'at_id', type: 'text', nullable: true },
    askedAt: { name: 'asked_at', type: 'timestamptz' },
    endedAt: { name: 'ended_at', type: 'timestamptz', nullable: true },
  },
  indices: [{ name: 'compliance_evaluation_by_time', columns: ['askedAt', 'id'] }],
});

/** A subject whose facts changed and that waits to be judged again. */
export interface TouchedSubjectRow {
  readonly kind: SubjectKind;
  readonly id: string;
}

export const TOUCHED_SUBJECT_TABLE = new EntitySchema<TouchedSubjectRow>({
  name: 'touched_subject',
  columns: {
    kind: { type: 'text', primary: true, primaryKeyConstraintName: 'touched_subject_pkey' },
    id: { type: 'text', primary: true, primaryKeyConstraintName: 'touched_subject_pkey' },
  },
});
