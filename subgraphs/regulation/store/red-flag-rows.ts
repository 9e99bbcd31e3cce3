import { EntitySchema } from 'typeorm';
import type { FlagCode, Group } from '../domain/red-flags/flag.ts';

/** A red flag of a tender, with the way it was computed. */
export interface RedFlagRow {
  readonly tenderId: string;
  readonly number: number;
  readonly code: FlagCode;
  readonly group: Group;
  readonly subject: string;
  readonly value: number;
  readonly threshold: number | null;
  readonly settings: string;
  readonly inputs: readonly { readonly name: string; readonly value: string }[];
  readonly steps: readonly string[];
  readonly computedAt: Date;
  readonly overReleases: readonly string[];
  readonly tendersCompared: number;
}

export const RED_FLAG_TABLE = new EntitySchema<RedFlagRow>({
  name: 'red_flag',
  columns: {
    tenderId: { name: 'tender_id', type: 'text', primary: true, primaryKeyConstraintName: 'red_flag_pkey' },
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'red_flag_pkey' },
    code: { type: 'text' },
    group: { name: 'flag_group', type: 'text' },
    subject: { type: 'text' },
    value: { type: 'double precision' },
    threshold: { type: 'double precision', nullable: true },
    settings: { type: 'text' },
    inputs: { type: 'jsonb' },
    steps: { type: 'jsonb' },
    computedAt: { name: 'computed_at', type: 'timestamptz' },
    overReleases: { name: 'over_releases', type: 'text', array: true },
    tendersCompared: { name: 'tenders_compared', type: 'integer' },
  },
});
