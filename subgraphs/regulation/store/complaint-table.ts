import { EntitySchema } from 'typeorm';
import type { ComplaintState, RemedyKind } from '../domain/complaint-life.ts';

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
  /** Null before it is upheld, and for one upheld before kinds were kept. */
  readonly remedyKind: RemedyKind | null;
  /** When the tender's house answered the order; null while it has not, and where it was given none. */
  readonly orderedAt: Date | null;
  /** Codes with which it refused; null when it did what was ordered. */
  readonly orderProblems: readonly string[] | null;
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
    remedyKind: { name: 'remedy_kind', type: 'text', nullable: true },
    orderedAt: { name: 'ordered_at', type: 'timestamptz', nullable: true },
    orderProblems: { name: 'order_problems', type: 'jsonb', nullable: true },
    filedAt: { name: 'filed_at', type: 'timestamptz' },
    version: { type: 'integer' },
  },
  indices: [{ name: 'complaint_of_tender', columns: ['tenderId', 'id'] }],
});
