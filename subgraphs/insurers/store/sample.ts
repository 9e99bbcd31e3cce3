import { Client } from 'pg';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { newId } from '../../kit/identifier.ts';
import { copyPolicies } from './copy-policies.ts';
import type { SampleInsurerRow, SamplePolicyRow } from './sample-rows.ts';

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
    await client.query('ANALYZE policy, coverage, coverage_version, invoice, billing_line, payment, payment_allocation');
    return lives;
  } finally {
    await client.end();
  }
}

/** How large a sample is, as this house sees it: samples of two sizes differ in one of these. */
export interface InsurersSampleSize {
  readonly insurers: number;
  readonly policies: number;
  /** Each as often as it is covered. */
  readonly lives: number;
}

/** What of a sample a migrated database holds: nothing, or the whole. */
export async function countInsurersSample(databaseUrl: string): Promise<InsurersSampleSize> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<InsurersSampleSize>(
      `SELECT (SELECT count(*)::int FROM insurer) AS insurers, (SELECT count(*)::int FROM policy) AS policies,
         (SELECT count(*)::int FROM coverage) AS lives`,
    );
    return rows[0] as InsurersSampleSize;
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
