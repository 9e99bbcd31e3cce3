import { EntitySchema } from 'typeorm';
import { TRACKED_COLUMN } from '../../kit/change-tracking.ts';
import type { Tracked } from '../../kit/change-tracking.ts';

export interface PreAuthorizationRecord extends Tracked {
  id: string; insurer_id: string; coverage_id: string; policy_id: string; state: string; version: number; requested: boolean;
  submitted_at: Date; deadline: Date; decided_at: Date | null; deemed: boolean;
}

/** Where requests for approval stand, for insurers without a service of their own. Neither treatment nor diagnosis. */
export const preAuthorizationTable = new EntitySchema<PreAuthorizationRecord>({
  name: 'pre_authorization',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'pre_authorization_pkey' },
    insurer_id: { type: 'uuid' },
    coverage_id: { type: 'uuid' },
    policy_id: { type: 'uuid' },
    state: { type: 'text' },
    version: { type: 'integer' },
    requested: { type: 'boolean' },
    submitted_at: { type: 'timestamptz' },
    deadline: { type: 'timestamptz' },
    decided_at: { type: 'timestamptz', nullable: true },
    deemed: { type: 'boolean' },
    changedIn: TRACKED_COLUMN,
  },
  indices: [
    { name: 'pre_authorization_changes', columns: ['changedIn', 'id'] },
    { name: 'pre_authorization_of_cover', columns: ['coverage_id', 'submitted_at', 'id'] },
    { name: 'pre_authorization_of_policy', columns: ['policy_id', 'submitted_at'] },
  ],
});

export interface PlanNetworkRecord { plan_id: string; insurer_id: string; name_ar: string; name_en: string; version: number }

export const planNetworkTable = new EntitySchema<PlanNetworkRecord>({
  name: 'plan_network',
  columns: {
    plan_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'plan_network_pkey' },
    insurer_id: { type: 'uuid' },
    name_ar: { type: 'text' },
    name_en: { type: 'text' },
    version: { type: 'integer' },
  },
});

export interface NetworkProviderRecord {
  plan_id: string; licence_number: string; name_ar: string; name_en: string; type: string; region_code: string; city_ar: string; city_en: string;
}

export const networkProviderTable = new EntitySchema<NetworkProviderRecord>({
  name: 'network_provider',
  columns: {
    plan_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'network_provider_pkey' },
    licence_number: { type: 'text', primary: true, primaryKeyConstraintName: 'network_provider_pkey' },
    name_ar: { type: 'text' },
    name_en: { type: 'text' },
    type: { type: 'text' },
    region_code: { type: 'text' },
    city_ar: { type: 'text' },
    city_en: { type: 'text' },
  },
});
