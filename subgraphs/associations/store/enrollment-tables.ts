import { EntitySchema } from 'typeorm';
import type { ErrorCode, ErrorValues } from '../../../schema/contracts/errors.ts';
import { TRACKED_COLUMN } from '../../kit/change-tracking.ts';
import type { Tracked } from '../../kit/change-tracking.ts';
import type { EnrollmentBatchState } from '../domain/enrollment/batch-life.ts';
import type { EnrollmentLineState, MaintenanceType, TerminationReason } from '../domain/enrollment/enrollment-line.ts';
import type { PolicyClass } from '../domain/enrollment/life.ts';

/** A set of enrollment lines for one policy. */
export interface EnrollmentBatchRow {
  readonly associationId: string;
  readonly id: string;
  readonly callOffId: string;
  readonly insurerId: string;
  readonly policyId: string;
  readonly state: EnrollmentBatchState;
  readonly version: number;
  readonly lineCount: number;
  /** Made by the timer: sends itself when validated. */
  readonly automatic: boolean;
  /** What it waits for; null when nothing holds it up. */
  readonly waitingCode: ErrorCode | null;
  readonly waitingValues: ErrorValues | null;
  /** Set before the first part leaves the house: from then on it cannot be recalled. */
  readonly tellingSince: Date | null;
  /** Halalas, as the driver gives a bigint: text. */
  readonly premiumDelta: string | null;
  readonly createdAt: Date;
}

export const enrollmentBatchTable = new EntitySchema<EnrollmentBatchRow & Tracked>({
  name: 'enrollment_batch',
  columns: {
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_batch_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_batch_pkey' },
    callOffId: { name: 'call_off_id', type: 'uuid' },
    insurerId: { name: 'insurer_id', type: 'text' },
    policyId: { name: 'policy_id', type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer', default: 1 },
    lineCount: { name: 'line_count', type: 'integer' },
    automatic: { type: 'boolean', default: false },
    waitingCode: { name: 'waiting_code', type: 'text', nullable: true },
    waitingValues: { name: 'waiting_values', type: 'jsonb', nullable: true },
    tellingSince: { name: 'telling_since', type: 'timestamptz', nullable: true },
    premiumDelta: { name: 'premium_delta', type: 'bigint', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz' },
    changedIn: TRACKED_COLUMN,
  },
  indices: [{ name: 'enrollment_batch_id', columns: ['id'] }, { name: 'enrollment_batch_changes', columns: ['changedIn', 'id'] }],
});

/** One life in a batch. */
export interface EnrollmentLineRow {
  readonly associationId: string;
  readonly batchId: string;
  readonly number: number;
  readonly id: string;
  readonly memberId: string;
  readonly maintenanceType: MaintenanceType;
  readonly effectiveDate: string;
  readonly terminationReason: TerminationReason | null;
  readonly policyClass: PolicyClass;
  readonly state: EnrollmentLineState;
  readonly problemCode: ErrorCode | null;
  readonly problemValues: ErrorValues | null;
  readonly problemRule: string | null;
  readonly decisionId: string | null;
  /** Whether a person decided; null while undecided. */
  readonly decidedByPerson: boolean | null;
  /** Part of the batch it is told with, from 1; null before the batch is sent. */
  readonly part: number | null;
  readonly coverageId: string | null;
}

export const enrollmentLineTable = new EntitySchema<EnrollmentLineRow>({
  name: 'enrollment_line',
  columns: {
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_line_pkey' },
    batchId: { name: 'batch_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_line_pkey' },
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'enrollment_line_pkey' },
    id: { type: 'uuid' },
    memberId: { name: 'member_id', type: 'uuid' },
    maintenanceType: { name: 'maintenance_type', type: 'text' },
    effectiveDate: { name: 'effective_date', type: 'date' },
    terminationReason: { name: 'termination_reason', type: 'text', nullable: true },
    policyClass: { name: 'policy_class', type: 'text' },
    state: { type: 'text' },
    problemCode: { name: 'problem_code', type: 'text', nullable: true },
    problemValues: { name: 'problem_values', type: 'jsonb', nullable: true },
    problemRule: { name: 'problem_rule', type: 'text', nullable: true },
    decisionId: { name: 'decision_id', type: 'text', nullable: true },
    decidedByPerson: { name: 'decided_by_person', type: 'boolean', nullable: true },
    part: { type: 'integer', nullable: true },
    coverageId: { name: 'coverage_id', type: 'text', nullable: true },
  },
  indices: [{ name: 'enrollment_line_id', columns: ['id'] }],
});
