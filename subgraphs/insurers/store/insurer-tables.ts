import { EntitySchema } from 'typeorm';
import { TRACKED_COLUMN } from '../../kit/change-tracking.ts';
import type { Tracked } from '../../kit/change-tracking.ts';

export interface InsurerRecord { id: string; cr_number: string; name_ar: string; name_en: string }

export const insurerTable = new EntitySchema<InsurerRecord & Tracked>({
  name: 'insurer',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'insurer_pkey' },
    cr_number: { type: 'text' },
    name_ar: { type: 'text' },
    name_en: { type: 'text' },
    changedIn: TRACKED_COLUMN,
  },
  uniques: [{ name: 'insurer_cr_number', columns: ['cr_number'] }],
  indices: [{ name: 'insurer_changes', columns: ['changedIn', 'id'] }],
});

export interface PlanRecord {
  id: string; insurer_id: string; policy_class: string; name_ar: string; name_en: string; benefits: unknown; version: number;
}

export const planTable = new EntitySchema<PlanRecord>({
  name: 'insurance_plan',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'insurance_plan_pkey' },
    insurer_id: { type: 'uuid' },
    policy_class: { type: 'text' },
    name_ar: { type: 'text' },
    name_en: { type: 'text' },
    benefits: { type: 'jsonb' },
    version: { type: 'integer' },
  },
  uniques: [{ name: 'insurance_plan_of_class', columns: ['insurer_id', 'policy_class'] }],
});
