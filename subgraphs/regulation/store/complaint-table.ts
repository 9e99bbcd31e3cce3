import { EntitySchema } from 'typeorm';
import type { ComplaintState } from '../domain/complaint-life.ts';

export interface ComplaintRow {
  readonly id: string;
  readonly tenderId: string;
  readonly lotId: string | null;
  /** Organisation that complains. */
  readonly complainant: string;
  readonly grounds: string;
  readonly state: ComplaintState;
  readonly decisionReason: string | null;
  readonly remedy: string | null;
  readonly filedAt: Date;
  readonly version: number;
}

export const COMPLAINT_TABLE = new EntitySchema<ComplaintRow>({
  name: 'complaint',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'complaint_pkey' },
    tenderId: { name: 'tender_id', type: 'text' },
    lotId: { name: 'lot_id', type: 'text', nullable: true },
    complainant: { type: 'text' },
    grounds: { type: 'text' },
    state: { type: 'text' },
    decisionReason: { name: 'decision_reason', type: 'text', nullable: true },
    remedy: { type: 'text', nullable: true },
    filedAt: { name: 'filed_at', type: 'timestamptz' },
    version: { type: 'integer' },
  },
  indices: [{ name: 'complaint_of_tender', columns: ['tenderId', 'id'] }],
});
