import { EntitySchema } from 'typeorm';
import type { CheckStage } from '../domain/check-result.ts';
import type { VersionState } from '../domain/version-life.ts';

export interface VersionRow {
  readonly id: string;
  readonly insurerId: string;
  readonly registrationId: string;
  readonly number: number;
  readonly url: string;
  readonly sdl: string | null;
  readonly deadlineMs: number;
  readonly state: VersionState;
  readonly grade: string | null;
  readonly decisionReason: string | null;
  readonly submittedAt: Date;
  readonly activatedAt: Date | null;
  readonly version: number;
}

export const VERSION_TABLE = new EntitySchema<VersionRow>({
  name: 'subgraph_version',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'subgraph_version_pkey' },
    insurerId: { name: 'insurer_id', type: 'text' },
    registrationId: { name: 'registration_id', type: 'uuid' },
    number: { type: 'integer' },
    url: { type: 'text' },
    sdl: { type: 'text', nullable: true },
    deadlineMs: { name: 'deadline_ms', type: 'integer' },
    state: { type: 'text' },
    grade: { type: 'text', nullable: true },
    decisionReason: { name: 'decision_reason', type: 'text', nullable: true },
    submittedAt: { name: 'submitted_at', type: 'timestamptz' },
    activatedAt: { name: 'activated_at', type: 'timestamptz', nullable: true },
    version: { type: 'integer' },
  },
  indices: [{ name: 'subgraph_version_number', columns: ['registrationId', 'number'], unique: true }],
});

/** One check of a version; `position` keeps the order in which the checks of a stage were made. */
export interface CheckRow {
  readonly versionId: string;
  readonly stage: CheckStage;
  readonly position: number;
  readonly name: string;
  readonly passed: boolean;
  readonly code: string | null;
  readonly reasonEn: string | null;
  readonly reasonAr: string | null;
  readonly coordinate: string | null;
  readonly rule: string | null;
  readonly owner: string | null;
  readonly at: Date;
}

export const CHECK_TABLE = new EntitySchema<CheckRow>({
  name: 'subgraph_check',
  columns: {
    versionId: { name: 'version_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'subgraph_check_pkey' },
    stage: { type: 'text', primary: true, primaryKeyConstraintName: 'subgraph_check_pkey' },
    position: { type: 'integer', primary: true, primaryKeyConstraintName: 'subgraph_check_pkey' },
    name: { type: 'text' },
    passed: { type: 'boolean' },
    code: { type: 'text', nullable: true },
    reasonEn: { name: 'reason_en', type: 'text', nullable: true },
    reasonAr: { name: 'reason_ar', type: 'text', nullable: true },
    coordinate: { type: 'text', nullable: true },
    rule: { type: 'text', nullable: true },
    owner: { type: 'text', nullable: true },
    at: { type: 'timestamptz' },
  },
});
