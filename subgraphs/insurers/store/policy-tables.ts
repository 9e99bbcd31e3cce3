import { EntitySchema } from 'typeorm';
import { TRACKED_COLUMN } from '../../kit/change-tracking.ts';
import type { Tracked } from '../../kit/change-tracking.ts';

export interface PolicyRecord {
  id: string; insurer_id: string; association_id: string; framework_agreement_id: string; bid_id: string | null;
  policy_number: string; state: string; version: number; inception_date: string; expiry_date: string;
  ended_on: string | null; rates: unknown; terms_id: string; issued_at: Date;
}

export const policyTable = new EntitySchema<PolicyRecord & Tracked>({
  name: 'policy',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'policy_pkey' },
    insurer_id: { type: 'uuid' },
    association_id: { type: 'uuid' },
    framework_agreement_id: { type: 'uuid' },
    bid_id: { type: 'uuid', nullable: true },
    policy_number: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    inception_date: { type: 'date' },
    expiry_date: { type: 'date' },
    ended_on: { type: 'date', nullable: true },
    rates: { type: 'jsonb' },
    terms_id: { type: 'uuid' },
    issued_at: { type: 'timestamptz' },
    changedIn: TRACKED_COLUMN,
  },
  uniques: [
    { name: 'policy_number_once', columns: ['policy_number'] },
    { name: 'policy_of_call_off', columns: ['bid_id', 'association_id', 'inception_date'] },
  ],
  indices: [{ name: 'policy_of_association', columns: ['association_id', 'issued_at', 'id'] }, { name: 'policy_changes', columns: ['changedIn', 'id'] }],
});

export interface PolicyTermsRecord { id: string; rates: unknown; benefits: unknown }

/** Rates and benefits that one or more policies were issued with, for others to follow; `benefits` is null where no bid stands behind them. */
export const policyTermsTable = new EntitySchema<PolicyTermsRecord & Tracked>({
  name: 'policy_terms',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'policy_terms_pkey' },
    rates: { type: 'jsonb' },
    benefits: { type: 'jsonb', nullable: true },
    changedIn: TRACKED_COLUMN,
  },
  indices: [{ name: 'policy_terms_changes', columns: ['changedIn', 'id'] }],
});

export interface CoverageRecord {
  id: string; insurer_id: string; policy_id: string; association_id: string; member_id: string; card_number: string; accepted_at: Date;
}

/** Identity of a life's cover under a policy; what is believed about it is in coverage_version. */
export const coverageTable = new EntitySchema<CoverageRecord>({
  name: 'coverage',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'coverage_pkey' },
    insurer_id: { type: 'uuid' },
    policy_id: { type: 'uuid' },
    association_id: { type: 'uuid' },
    member_id: { type: 'uuid' },
    card_number: { type: 'text' },
    accepted_at: { type: 'timestamptz' },
  },
  uniques: [
    { name: 'coverage_of_life', columns: ['member_id', 'policy_id'] },
    { name: 'coverage_card_once', columns: ['card_number'] },
  ],
});

export interface CoverageVersionRecord {
  coverage_id: string; policy_id: string; effective_from: string; effective_to: string | null; recorded_from: Date; recorded_to: Date | null;
  policy_class: string; annual_premium: string; maintenance_type: string; end_reason: string | null; refunded: string | null;
}

/** Bitemporal: a row is never changed but for recorded_to, which is set once when another belief takes its place. */
export const coverageVersionTable = new EntitySchema<CoverageVersionRecord & Tracked>({
  name: 'coverage_version',
  columns: {
    coverage_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'coverage_version_pkey' },
    effective_from: { type: 'date', primary: true, primaryKeyConstraintName: 'coverage_version_pkey' },
    recorded_from: { type: 'timestamptz', primary: true, primaryKeyConstraintName: 'coverage_version_pkey' },
    policy_id: { type: 'uuid' },
    effective_to: { type: 'date', nullable: true },
    recorded_to: { type: 'timestamptz', nullable: true },
    policy_class: { type: 'text' },
    annual_premium: { type: 'bigint' },
    maintenance_type: { type: 'text' },
    end_reason: { type: 'text', nullable: true },
    refunded: { type: 'bigint', nullable: true },
    changedIn: TRACKED_COLUMN,
  },
  indices: [
    { name: 'coverage_version_changes', columns: ['changedIn', 'coverage_id', 'effective_from', 'recorded_from'] },
    { name: 'coverage_version_believed', columns: ['coverage_id', 'effective_from'], unique: true, where: 'recorded_to IS NULL' },
    { name: 'coverage_version_of_policy', columns: ['policy_id', 'coverage_id'] },
  ],
  checks: [
    { name: 'coverage_version_days', expression: 'effective_to >= effective_from - 1' },
    { name: 'coverage_version_recorded', expression: 'recorded_to > recorded_from' },
  ],
});

export interface EnrollmentBatchRecord { policy_id: string; batch_id: string; insurer_id: string; complete: boolean; begun_at: Date }

export const enrollmentBatchTable = new EntitySchema<EnrollmentBatchRecord>({
  name: 'enrollment_batch',
  columns: {
    policy_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_batch_pkey' },
    batch_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_batch_pkey' },
    insurer_id: { type: 'uuid' },
    complete: { type: 'boolean' },
    begun_at: { type: 'timestamptz' },
  },
});

export interface EnrollmentLineRecord {
  policy_id: string; batch_id: string; line_id: string; accepted: boolean; code: string; details: unknown; coverage_id: string | null;
  counted: boolean; premium_delta: string; vat: string; answered_at: Date;
}

/** The answer each line was given, written with what the line did: a line told again is answered from here. */
export const enrollmentLineTable = new EntitySchema<EnrollmentLineRecord>({
  name: 'enrollment_line',
  columns: {
    policy_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_line_pkey' },
    batch_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_line_pkey' },
    line_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'enrollment_line_pkey' },
    accepted: { type: 'boolean' },
    code: { type: 'text' },
    details: { type: 'jsonb' },
    coverage_id: { type: 'uuid', nullable: true },
    counted: { type: 'boolean' },
    premium_delta: { type: 'bigint' },
    vat: { type: 'bigint' },
    answered_at: { type: 'timestamptz' },
  },
});

export interface EndorsementRecord {
  id: string; insurer_id: string; policy_id: string; number: number; batch_id: string; lines: number; premium_delta: string; vat: string; created_at: Date;
}

export const endorsementTable = new EntitySchema<EndorsementRecord>({
  name: 'endorsement',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'endorsement_pkey' },
    insurer_id: { type: 'uuid' },
    policy_id: { type: 'uuid' },
    number: { type: 'integer' },
    batch_id: { type: 'uuid' },
    lines: { type: 'integer' },
    premium_delta: { type: 'bigint' },
    vat: { type: 'bigint' },
    created_at: { type: 'timestamptz' },
  },
  uniques: [
    { name: 'endorsement_number', columns: ['policy_id', 'number'] },
    { name: 'endorsement_of_batch', columns: ['policy_id', 'batch_id'] },
  ],
});
