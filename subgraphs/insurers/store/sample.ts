import { Client } from 'pg';
import type { BidBenefit, BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { newId } from '../../kit/identifier.ts';
import type { PricedLife } from '../domain/cover/cell-rate.ts';
import type { RateCell } from '../domain/rate-table.ts';
import { copyPolicies } from './copy-policies.ts';

/** A made-up insurer with a plan a class and the rates its policies are priced by. */
export interface SampleInsurerRow {
  readonly id: string;
  readonly crNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly plans: readonly { readonly policyClass: BidPolicyClass; readonly nameAr: string; readonly nameEn: string; readonly benefits: readonly BidBenefit[] }[];
  /** Halalas a life and year. */
  readonly rates: readonly (RateCell & { readonly ageTo: number; readonly yearlyRate: bigint })[];
}

/** A made-up policy and the lives it covers from its first day. */
export interface SamplePolicyRow {
  readonly insurerId: string;
  readonly associationId: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly lives: Iterable<SampleLife>;
}

export interface SampleLife extends PricedLife {
  readonly memberId: string;
}

/**
 * Puts sample insurers, policies and cover into a migrated database that holds none, in one transaction. Lives are
 * taken as they come and sent on, so that half a million of them need no memory. Answers how many there are.
 */
export async function seedInsurersSample(
  databaseUrl: string,
  mode: ProgrammeMode,
  insurers: readonly SampleInsurerRow[],
  policies: Iterable<SamplePolicyRow>,
  now: Date,
): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await insertInsurers(client, insurers);
    const lives = await copyPolicies(client, mode, insurers, policies, now);
    await client.query('COMMIT');
    await client.query('ANALYZE policy, coverage, coverage_version');
    return lives;
  } finally {
    await client.end();
  }
}

async function insertInsurers(client: Client, insurers: readonly SampleInsurerRow[]): Promise<void> {
  await client.query(
    'INSERT INTO insurer (id, cr_number, name_ar, name_en) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])',
    [insurers.map(({ id }) => id), insurers.map(({ crNumber }) => crNumber), insurers.map(({ nameAr }) => nameAr), insurers.map(({ nameEn }) => nameEn)],
  );
  const plans = insurers.flatMap(({ id, plans: own }) => own.map((plan) => ({ insurerId: id, ...plan })));
  await client.query(
    `INSERT INTO insurance_plan (id, insurer_id, policy_class, name_ar, name_en, benefits, version)
     SELECT *, 1 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::jsonb[])`,
    [
      plans.map(() => newId()), plans.map(({ insurerId }) => insurerId), plans.map(({ policyClass }) => policyClass),
      plans.map(({ nameAr }) => nameAr), plans.map(({ nameEn }) => nameEn), plans.map(({ benefits }) => JSON.stringify(benefits)),
    ],
  );
}
