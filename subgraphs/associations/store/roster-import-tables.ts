import { EntitySchema } from 'typeorm';
import type { ErrorCode, ErrorValues } from '../../../schema/contracts/errors.ts';
import type { RosterImportState } from '../domain/roster/import-life.ts';

/** A roster file on its way in. Instants are Dates. */
export interface RosterImportRow {
  readonly associationId: string;
  readonly id: string;
  readonly state: RosterImportState;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly linesRead: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly problemCode: ErrorCode | null;
  readonly problemValues: ErrorValues | null;
}

export const rosterImportTable = new EntitySchema<RosterImportRow>({
  name: 'roster_import',
  columns: {
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'roster_import_pkey' },
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'roster_import_pkey' },
    state: { type: 'text' },
    requestedBy: { name: 'requested_by', type: 'text' },
    requestedAt: { name: 'requested_at', type: 'timestamptz' },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
    endedAt: { name: 'ended_at', type: 'timestamptz', nullable: true },
    linesRead: { name: 'lines_read', type: 'integer', default: 0 },
    added: { type: 'integer', default: 0 },
    changed: { type: 'integer', default: 0 },
    unchanged: { type: 'integer', default: 0 },
    rejected: { type: 'integer', default: 0 },
    problemCode: { name: 'problem_code', type: 'text', nullable: true },
    problemValues: { name: 'problem_values', type: 'jsonb', nullable: true },
  },
  indices: [{ name: 'roster_import_id', columns: ['id'] }],
});

/** What is wrong with one line of a file: never the value, only where, which code, and the numbers of its sentence. */
export interface RosterRejectionRow {
  readonly associationId: string;
  readonly importId: string;
  readonly line: number;
  /** Place among the line's findings, from 1. */
  readonly number: number;
  readonly column: string | null;
  readonly code: ErrorCode;
  readonly values: ErrorValues;
}

export const rosterRejectionTable = new EntitySchema<RosterRejectionRow>({
  name: 'roster_rejection',
  columns: {
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'roster_rejection_pkey' },
    importId: { name: 'import_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'roster_rejection_pkey' },
    line: { type: 'integer', primary: true, primaryKeyConstraintName: 'roster_rejection_pkey' },
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'roster_rejection_pkey' },
    column: { name: 'column_name', type: 'text', nullable: true },
    code: { type: 'text' },
    values: { type: 'jsonb' },
  },
});

/** A good line whose employee has not been met yet, encrypted, until the file has ended. */
export interface WaitingLineRow {
  readonly associationId: string;
  readonly importId: string;
  readonly line: number;
  readonly sealed: Buffer;
}

export const waitingLineTable = new EntitySchema<WaitingLineRow>({
  name: 'roster_waiting_line',
  columns: {
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'roster_waiting_line_pkey' },
    importId: { name: 'import_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'roster_waiting_line_pkey' },
    line: { type: 'integer', primary: true, primaryKeyConstraintName: 'roster_waiting_line_pkey' },
    sealed: { type: 'bytea' },
  },
});
