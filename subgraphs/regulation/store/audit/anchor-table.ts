import { EntitySchema } from 'typeorm';

export interface AnchorRow {
  readonly house: string;
  readonly seq: string;
  readonly hash: Buffer;
  readonly at: Date;
}

export const AUDIT_ANCHOR_TABLE = new EntitySchema<AnchorRow>({
  name: 'audit_anchor',
  columns: {
    house: { type: 'text', primary: true, primaryKeyConstraintName: 'audit_anchor_pkey' },
    seq: { type: 'bigint', primary: true, primaryKeyConstraintName: 'audit_anchor_pkey' },
    hash: { type: 'bytea' },
    at: { type: 'timestamptz' },
  },
  indices: [{ name: 'audit_anchor_by_time', columns: ['at', 'house'] }],
});
