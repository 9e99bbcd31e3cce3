import type { ClientBase } from 'pg';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { newId } from '../../kit/identifier.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { rateOfLife } from '../domain/cover/cell-rate.ts';
import { ACTIVATE_POLICY, EXPIRE_POLICY } from '../domain/policy-life.ts';
import { cardNumberOf, policyNumberOf } from '../domain/printed-numbers.ts';
import { rateTableOf } from '../domain/rate-table.ts';
import { createSampleBilling } from './billing/copy-invoices.ts';
import { nextSerials } from './next-serials.ts';
import { copyText } from './copy-text.ts';
import type { CopyValue } from './copy-text.ts';
import type { SampleInsurerRow, SamplePolicyRow } from './sample-rows.ts';

/** Lives held at once: what is written by one COPY. */
const CHUNK = 10_000;

interface PricedCover {
  readonly policy: SamplePolicyRow;
  readonly policyId: string;
  readonly memberId: string;
  readonly effectiveFrom: string;
  readonly policyClass: string;
  readonly annualPremium: bigint;
}

interface Chunk {
  readonly policies: { readonly id: string; readonly policy: SamplePolicyRow }[];
  readonly covers: PricedCover[];
}

/** Loads policies and their lives' cover by COPY, a chunk at a time, and sets the policies' timers. Answers the lives. */
export async function copyPolicies(
  client: ClientBase,
  mode: ProgrammeMode,
  insurers: readonly SampleInsurerRow[],
  policies: Iterable<SamplePolicyRow>,
  now: Date,
): Promise<number> {
  const tables = new Map(insurers.map(({ id, rates }) => {
    const table = rateTableOf(rates.map((rate) => ({ ...rate, annualPremium: rate.yearlyRate })));
    return [id, { table, text: JSON.stringify(table) }];
  }));
  const ratesOf = (insurerId: string) => {
    const rates = tables.get(insurerId);
    if (rates === undefined) throw new RangeError('a policy of the sample has no insurer in it');
    return rates;
  };
  const terms = await writeTerms(client, insurers, (insurerId) => ratesOf(insurerId).text);
  const billing = createSampleBilling(mode, now);
  let chunk: Chunk = { policies: [], covers: [] };
  let lives = 0;
  const write = async (): Promise<void> => {
    await writePolicies(client, mode, chunk.policies, (insurerId) => ({ rates: ratesOf(insurerId).text, termsId: terms.get(insurerId) as string }), now);
    await writeCovers(client, mode, chunk.covers, now);
    lives += chunk.covers.length;
    chunk = { policies: [], covers: [] };
  };
  for (const policy of policies) {
    const { table } = ratesOf(policy.insurerId);
    const policyId = newId();
    chunk.policies.push({ id: policyId, policy });
    const bill = billing.policy({ id: policyId, ...policy });
    for (const life of policy.lives) {
      const effectiveFrom = life.coverFrom !== undefined && life.coverFrom > policy.inceptionDate ? life.coverFrom : policy.inceptionDate;
      const annualPremium = rateOfLife(table, life, effectiveFrom);
      if (annualPremium === null) throw new RangeError('a life of the sample has no rate');
      bill(life.policyClass, annualPremium, effectiveFrom);
      chunk.covers.push({ policy, policyId, memberId: life.memberId, effectiveFrom, policyClass: life.policyClass, annualPremium });
      if (chunk.covers.length === CHUNK) await write();
    }
  }
  await write();
  await billing.write(client);
  await setTimers(client);
  return lives;
}

/** A policy of the sample has lives of all classes, so what it gives to everyone is what the plan of its last class does. */
async function writeTerms(client: ClientBase, insurers: readonly SampleInsurerRow[], ratesOf: (insurerId: string) => string): Promise<Map<string, string>> {
  const terms = new Map<string, string>();
  for (const { id, plans } of insurers) {
    const benefits = plans.length === 0 ? null : JSON.stringify(plans.at(-1)?.benefits);
    const { rows } = await client.query<{ id: string }>('SELECT terms_id_of($1, $2) AS id', [ratesOf(id), benefits]);
    const termsId = rows[0]?.id as string;
    await client.query('INSERT INTO policy_terms (id, rates, benefits) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [termsId, ratesOf(id), benefits]);
    terms.set(id, termsId);
  }
  return terms;
}

/** No call-off stands behind a policy of the sample, so its agreement is one of its own, and its bid none. */
async function writePolicies(client: ClientBase, mode: ProgrammeMode, policies: Chunk['policies'], termsOf: (insurerId: string) => { readonly rates: string; readonly termsId: string }, now: Date): Promise<void> {
  const today = riyadhDateOf(now);
  const serials = await nextSerials(client, 'policy_serial', policies.length);
  const rows = policies.map(({ id, policy: { insurerId, associationId, inceptionDate, expiryDate } }, index): CopyValue[] => {
    const state = today < inceptionDate ? 'ISSUED' : today > expiryDate ? 'EXPIRED' : 'ACTIVE';
    const number = policyNumberOf(mode, inceptionDate, serials[index] as bigint);
    const { rates, termsId } = termsOf(insurerId);
    return [id, insurerId, associationId, newId(), number, state, 1n, inceptionDate, expiryDate, rates, termsId, now.toISOString()];
  });
  const columns = 'id, insurer_id, association_id, framework_agreement_id, policy_number, state, version, inception_date, expiry_date, rates, terms_id, issued_at';
  await copyText(client, `policy (${columns})`, rows);
}

async function writeCovers(client: ClientBase, mode: ProgrammeMode, covers: readonly PricedCover[], now: Date): Promise<void> {
  const at = now.toISOString();
  const ids = covers.map(() => newId());
  const serials = await nextSerials(client, 'card_serial', covers.length);
  await copyText(client, 'coverage (id, insurer_id, policy_id, association_id, member_id, card_number, accepted_at)', covers.map(({ policy, policyId, memberId }, index) => [
    ids[index] as string, policy.insurerId, policyId, policy.associationId, memberId, cardNumberOf(mode, serials[index] as bigint), at,
  ]));
  await copyText(client, 'coverage_version (coverage_id, policy_id, effective_from, recorded_from, policy_class, annual_premium, maintenance_type)', covers.map(({ policyId, effectiveFrom, policyClass, annualPremium }, index) => [
    ids[index] as string, policyId, effectiveFrom, at, policyClass, annualPremium, 'ADD',
  ]));
}

async function setTimers(client: ClientBase): Promise<void> {
  const add = `SELECT graphile_worker.add_job($1, json_build_object('policyId', id), run_at => day::timestamp AT TIME ZONE 'Asia/Riyadh', max_attempts => 32000)`;
  await client.query(`${add} FROM (SELECT id, expiry_date + 1 AS day FROM policy WHERE state IN ('ISSUED', 'ACTIVE')) AS ending`, [EXPIRE_POLICY]);
  await client.query(`${add} FROM (SELECT id, inception_date AS day FROM policy WHERE state = 'ISSUED') AS beginning`, [ACTIVATE_POLICY]);
}
