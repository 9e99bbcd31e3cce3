import { EntitySchema } from 'typeorm';

/** One release as it was published, to the last byte. */
export interface ReleaseRow {
  readonly tenderId: string;
  /** Place in the row of the tender's releases, from 1. */
  readonly number: number;
  readonly id: string;
  readonly ocid: string;
  readonly tag: readonly string[];
  readonly date: Date;
  readonly body: string;
  readonly madeAt: Date;
}

export const RELEASE_TABLE = new EntitySchema<ReleaseRow>({
  name: 'ocds_release',
  columns: {
    tenderId: { name: 'tender_id', type: 'text', primary: true, primaryKeyConstraintName: 'ocds_release_pkey' },
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'ocds_release_pkey' },
    id: { type: 'text' },
    ocid: { type: 'text' },
    tag: { type: 'text', array: true },
    date: { type: 'timestamptz' },
    body: { type: 'text' },
    madeAt: { name: 'made_at', type: 'timestamptz' },
  },
  uniques: [{ name: 'ocds_release_id', columns: ['id'] }],
  indices: [{ name: 'ocds_release_of_process', columns: ['ocid', 'number'] }],
});

/** What a process's releases add up to; made anew with each of them. */
export interface CompiledRow {
  readonly tenderId: string;
  readonly ocid: string;
  readonly body: string;
}

export const COMPILED_TABLE = new EntitySchema<CompiledRow>({
  name: 'ocds_compiled',
  columns: {
    tenderId: { name: 'tender_id', type: 'text', primary: true, primaryKeyConstraintName: 'ocds_compiled_pkey' },
    ocid: { type: 'text' },
    body: { type: 'text' },
  },
  uniques: [{ name: 'ocds_compiled_ocid', columns: ['ocid'] }],
});
