import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BidBenefit, BidPolicyClass, BidSex, BidStatus } from '../../../schema/contracts/bid-body.ts';
import { RATE_BANDS } from '../../../schema/contracts/bid-body.ts';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { newId } from '../../kit/identifier.ts';
import { cardNumberOf, policyNumberOf } from '../domain/printed-numbers.ts';
import { cellKey } from '../domain/rate-table.ts';
import type { RateTable } from '../domain/rate-table.ts';

/** A made-up insurer with its plans. */
export interface SampleInsurerRow {
  readonly id: string;
  readonly crNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly plans: readonly { readonly policyClass: BidPolicyClass; readonly nameAr: string; readonly nameEn: string; readonly benefits: readonly BidBenefit[] }[];
  /** Yearly rates in halalas, by cell. */
  readonly rates: readonly { readonly policyClass: BidPolicyClass; readonly ageFrom: number; readonly sex: BidSex; readonly status: BidStatus; readonly yearlyRate: bigint }[];
}

/** A made-up policy, with the lives it covers from its first day. */
export interface SamplePolicyRow {
  readonly insurerId: string;
  readonly associationId: string;
  /** 'YYYY-MM-DD'. */
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly lives: Iterable<SampleLife>;
}

export interface SampleLife {
  readonly memberId: string;
  readonly birthDate: string;
  readonly sex: BidSex;
  readonly status: BidStatus;
  readonly policyClass: BidPolicyClass;
}

/** Lives sent in one COPY: some megabytes, whatever the sample's size. */
const LIVES_AT_ONCE = 5_000;

/**
 * Puts sample insurers, plans, policies and cover into a migrated database that holds none, in one transaction. Lives
 * are taken as they come and sent on, so that half a million of them need no memory. Answers how many are covered.
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
    for (const insurer of insurers) await insertInsurer(client, insurer);
    const rates = new Map(insurers.map((insurer) => [insurer.id, rateTableOfSample(insurer)]));
    const lives = new LifeCopy(client, mode, now);
    for (const policy of policies) {
      const table = rates.get(policy.insurerId);
      if (table === undefined) throw new RangeError('a sample policy names an insurer that is not in the sample');
      const policyId = await insertPolicyRow(client, mode, policy, table, now);
      for (const life of policy.lives) await lives.add(policy, policyId, table, life);
    }
    await lives.flush();
    await client.query("SELECT setval('card_serial', greatest($1::bigint, 1))", [lives.count]);
    await client.query('COMMIT');
    return lives.count;
  } finally {
    await client.end();
  }
}

async function insertInsurer(client: Client, insurer: SampleInsurerRow): Promise<void> {
  await client.query('INSERT INTO insurer (id, cr_number, name_ar, name_en) VALUES ($1, $2, $3, $4)', [insurer.id, insurer.crNumber, insurer.nameAr, insurer.nameEn]);
  for (const plan of insurer.plans) {
    await client.query(
      'INSERT INTO insurance_plan (id, insurer_id, policy_class, name_ar, name_en, benefits, version) VALUES ($1, $2, $3, $4, $5, $6, 1)',
      [newId(), insurer.id, plan.policyClass, plan.nameAr, plan.nameEn, JSON.stringify(plan.benefits)],
    );
  }
}

function rateTableOfSample({ rates }: SampleInsurerRow): RateTable {
  return Object.fromEntries(rates.map((rate) => [cellKey(rate), rate.yearlyRate.toString()]));
}

async function insertPolicyRow(client: Client, mode: ProgrammeMode, policy: SamplePolicyRow, rates: RateTable, now: Date): Promise<string> {
  const id = newId();
  const { rows } = await client.query<{ serial: string }>("SELECT nextval('policy_serial') AS serial");
  await client.query(
    `INSERT INTO policy (id, insurer_id, association_id, framework_agreement_id, bid_id, policy_number, state, version, inception_date, expiry_date, rates, issued_at)
     VALUES ($1, $2, $3, $4, NULL, $5, 'ACTIVE', 1, $6, $7, $8, $9)`,
    [id, policy.insurerId, policy.associationId, newId(), policyNumberOf(mode, policy.inceptionDate, BigInt(rows[0]?.serial ?? 0)), policy.inceptionDate, policy.expiryDate, JSON.stringify(rates), now],
  );
  return id;
}

/** Gathers covers and their first versions, and sends both when enough are together. */
class LifeCopy {
  count = 0;
  readonly #client: Client;
  readonly #mode: ProgrammeMode;
  readonly #at: string;
  #coverages: string[] = [];
  #versions: string[] = [];

  constructor(client: Client, mode: ProgrammeMode, now: Date) {
    this.#client = client;
    this.#mode = mode;
    this.#at = now.toISOString();
  }

  async add(policy: SamplePolicyRow, policyId: string, rates: RateTable, life: SampleLife): Promise<void> {
    this.count += 1;
    const id = newId();
    const premium = rates[cellKey({ ...life, ageFrom: bandOf(life.birthDate, policy.inceptionDate) })];
    if (premium === undefined) throw new RangeError('a sample insurer has no rate for a sample life');
    this.#coverages.push(`${id}\t${policy.insurerId}\t${policyId}\t${policy.associationId}\t${life.memberId}\t${cardNumberOf(this.#mode, BigInt(this.count))}\t${this.#at}\n`);
    this.#versions.push(`${id}\t${policy.inceptionDate}\t${this.#at}\t${policyId}\t${life.policyClass}\t${premium}\tADD\n`);
    if (this.#coverages.length >= LIVES_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#coverages.length === 0) return;
    await copy(this.#client, 'COPY coverage (id, insurer_id, policy_id, association_id, member_id, card_number, accepted_at) FROM STDIN', this.#coverages);
    await copy(this.#client, 'COPY coverage_version (coverage_id, effective_from, recorded_from, policy_id, policy_class, annual_premium, maintenance_type) FROM STDIN', this.#versions);
    this.#coverages = [];
    this.#versions = [];
  }
}

async function copy(client: Client, statement: string, lines: readonly string[]): Promise<void> {
  const stream = client.query(copyFrom(statement));
  const done = finished(stream);
  if (!stream.write(lines.join(''))) await Promise.race([once(stream, 'drain'), done]);
  stream.end();
  await done;
}

function bandOf(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (on.slice(5) < birthDate.slice(5) ? 1 : 0);
  const band = RATE_BANDS.findLast(([from]) => from <= years);
  if (band === undefined) throw new RangeError('a sample life is born after its cover begins');
  return band[0];
}
