import { EntitySchema } from 'typeorm';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { TRACKED_COLUMN } from '../../kit/change-tracking.ts';
import type { Tracked } from '../../kit/change-tracking.ts';

/** What is kept of a bank's answer. STALE is not kept: it is an old VERIFIED, told by the clock. */
export type KeptBankState = 'UNVERIFIED' | 'VERIFIED' | 'MISMATCH';

/** One association: its profile and the account refunds may go to. */
export interface AssociationRow {
  readonly id: string;
  readonly licenseNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly region: string;
  readonly city: string;
  readonly version: number;
  readonly ibanSealed: Buffer | null;
  readonly ibanTail: string | null;
  readonly bankState: KeptBankState | null;
  readonly bankFact: Fact<string> | null;
}

export const associationTable = new EntitySchema<AssociationRow & Tracked>({
  name: 'association',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'association_pkey' },
    licenseNumber: { name: 'license_number', type: 'text' },
    nameAr: { name: 'name_ar', type: 'text' },
    nameEn: { name: 'name_en', type: 'text' },
    region: { type: 'text' },
    city: { type: 'text' },
    version: { type: 'integer', default: 1 },
    ibanSealed: { name: 'iban_sealed', type: 'bytea', nullable: true },
    ibanTail: { name: 'iban_tail', type: 'text', nullable: true },
    bankState: { name: 'bank_state', type: 'text', nullable: true },
    bankFact: { name: 'bank_fact', type: 'jsonb', nullable: true },
    changedIn: TRACKED_COLUMN,
  },
  indices: [{ name: 'association_changes', columns: ['changedIn', 'id'] }],
  uniques: [{ name: 'association_license_number', columns: ['licenseNumber'] }],
});
