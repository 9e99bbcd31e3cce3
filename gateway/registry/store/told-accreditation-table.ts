import { EntitySchema } from 'typeorm';
import type { AccreditationStanding } from '../domain/told-accreditation.ts';

export interface ToldAccreditationRow {
  readonly insurerId: string;
  readonly accreditationId: string;
  readonly version: number;
  readonly standing: AccreditationStanding;
  readonly reason: string;
  readonly toldAt: Date;
}

export const TOLD_ACCREDITATION_TABLE = new EntitySchema<ToldAccreditationRow>({
  name: 'told_accreditation',
  columns: {
    insurerId: { name: 'insurer_id', type: 'text', primary: true, primaryKeyConstraintName: 'told_accreditation_pkey' },
    accreditationId: { name: 'accreditation_id', type: 'text' },
    version: { type: 'integer' },
    standing: { type: 'text' },
    reason: { type: 'text' },
    toldAt: { name: 'told_at', type: 'timestamptz' },
  },
});
