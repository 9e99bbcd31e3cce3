import { EntitySchema } from 'typeorm';
import type { BenefitKind } from '../domain/rules/benefit-schedule.ts';
import type { RuleCategory } from '../domain/rules/rule.ts';

export interface RuleRow {
  readonly id: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly category: RuleCategory;
  readonly titleAr: string;
  readonly titleEn: string;
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly verifiedOn: string | null;
}

export interface BenefitScheduleRow {
  readonly id: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

export interface MinimumBenefitRow {
  readonly scheduleId: string;
  readonly code: string;
  readonly kind: BenefitKind;
  readonly titleAr: string;
  readonly titleEn: string;
  readonly value: string;
  readonly source: string;
  readonly verifiedOn: string | null;
}

export const RULE_TABLE = new EntitySchema<RuleRow>({
  name: 'rule',
  columns: {
    id: { type: 'text', primary: true, primaryKeyConstraintName: 'rule_pkey' },
    effectiveFrom: { name: 'effective_from', type: 'date', primary: true, primaryKeyConstraintName: 'rule_pkey' },
    effectiveTo: { name: 'effective_to', type: 'date', nullable: true },
    category: { type: 'text' },
    titleAr: { name: 'title_ar', type: 'text' },
    titleEn: { name: 'title_en', type: 'text' },
    value: { type: 'text' },
    unit: { type: 'text' },
    source: { type: 'text' },
    verifiedOn: { name: 'verified_on', type: 'date', nullable: true },
  },
  exclusions: [{ name: 'rule_one_value_a_day', expression: `USING gist (id WITH =, daterange(effective_from, effective_to, '[]') WITH &&)` }],
});

export const BENEFIT_SCHEDULE_TABLE = new EntitySchema<BenefitScheduleRow>({
  name: 'benefit_schedule',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'benefit_schedule_pkey' },
    version: { type: 'text' },
    effectiveFrom: { name: 'effective_from', type: 'date' },
    effectiveTo: { name: 'effective_to', type: 'date', nullable: true },
  },
  uniques: [{ name: 'benefit_schedule_version', columns: ['version'] }],
});

export const MINIMUM_BENEFIT_TABLE = new EntitySchema<MinimumBenefitRow>({
  name: 'minimum_benefit',
  columns: {
    scheduleId: { name: 'schedule_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'minimum_benefit_pkey' },
    code: { type: 'text', primary: true, primaryKeyConstraintName: 'minimum_benefit_pkey' },
    kind: { type: 'text' },
    titleAr: { name: 'title_ar', type: 'text' },
    titleEn: { name: 'title_en', type: 'text' },
    value: { type: 'text' },
    source: { type: 'text' },
    verifiedOn: { name: 'verified_on', type: 'date', nullable: true },
  },
});
