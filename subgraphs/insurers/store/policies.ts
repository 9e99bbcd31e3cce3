import type { EntityManager } from 'typeorm';
import type { BidBenefit } from '../../../schema/contracts/bid-body.ts';
import type { PageRequest } from '../../kit/connection.ts';
import { conflict } from '../../kit/refusal.ts';
import type { LivesAtPrice } from '../domain/cover/premium-of-rest.ts';
import type { PolicyState } from '../domain/policy-life.ts';
import type { RowSight } from '../domain/policy-sight.ts';
import type { RateTable } from '../domain/rate-table.ts';
import { groupByParent } from './group-by-parent.ts';
import { POLICY_VISIBLE, sightParameters } from './row-sight.ts';

/** A policy without its rates, which only enrollment reads. */
export interface PolicyRow {
  readonly id: string;
  readonly insurerId: string;
  readonly associationId: string;
  readonly frameworkAgreementId: string;
  readonly policyNumber: string;
  readonly state: PolicyState;
  readonly version: number;
  /** First and last day of cover. */
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly issuedAt: Date;
}

const COLUMNS = `p.id, p.insurer_id AS "insurerId", p.association_id AS "associationId", p.framework_agreement_id AS "frameworkAgreementId",
  p.policy_number AS "policyNumber", p.state, p.version, p.inception_date::text AS "inceptionDate", p.expiry_date::text AS "expiryDate",
  p.issued_at AS "issuedAt"`;

/** Last day anybody is covered under policy `p`: the end of its term, unless it was ended before. */
export const LAST_DAY = 'coalesce(p.ended_on, p.expiry_date)';

/** The day asked for, or today moved to the nearest day of the term; `on` and `today` are SQL. */
export const dayOfTerm = (on: string, today: string): string => `coalesce(${on}::date, least(greatest(${today}::date, p.inception_date), ${LAST_DAY}))`;

export function visiblePolicies(manager: EntityManager, sight: RowSight, ids: readonly string[]): Promise<PolicyRow[]> {
  return manager.query(`SELECT ${COLUMNS} FROM policy p WHERE ${POLICY_VISIBLE} AND p.id = ANY($5::uuid[])`, [...sightParameters(sight), ids]);
}

/** A page of each association's policies, newest first. */
export async function pagesOfAssociationPolicies(
  manager: EntityManager,
  sight: RowSight,
  associationIds: readonly string[],
  { first, after }: PageRequest,
): Promise<PolicyRow[][]> {
  const rows = await manager.query<(PolicyRow & { parent: string })[]>(
    `SELECT a.id AS parent, x.* FROM unnest($5::uuid[]) AS a (id)
     CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM policy p WHERE ${POLICY_VISIBLE} AND p.association_id = a.id
         AND ($6::timestamptz IS NULL OR (p.issued_at, p.id) < ($6, $7::uuid))
       ORDER BY p.issued_at DESC, p.id DESC LIMIT $8
     ) x`,
    [...sightParameters(sight), associationIds, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(associationIds, rows, ({ parent }) => parent);
}

/** A policy as a command moves it. */
export async function findPolicy(manager: EntityManager, id: string): Promise<PolicyRow | null> {
  const rows = await manager.query<PolicyRow[]>(`SELECT ${COLUMNS} FROM policy p WHERE p.id = $1`, [id]);
  return rows[0] ?? null;
}

export interface RatedPolicy extends PolicyRow {
  readonly rates: RateTable;
}

export async function findPolicyWithRates(manager: EntityManager, id: string): Promise<RatedPolicy | null> {
  const rows = await manager.query<RatedPolicy[]>(`SELECT ${COLUMNS}, p.rates FROM policy p WHERE p.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Insurer's policy with its rates. Holds off every other enrollment of the same association until the transaction ends, so that no life is covered twice. */
export async function lockPolicyForEnrollment(tx: EntityManager, id: string): Promise<RatedPolicy | null> {
  const policy = await findPolicyWithRates(tx, id);
  if (policy === null) return null;
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('enrollment ' || $1, 0))`, [policy.associationId]);
  return policy;
}

export interface NewPolicy extends Omit<PolicyRow, 'policyNumber' | 'state' | 'version'> {
  readonly bidId: string;
  readonly rates: RateTable;
  readonly benefits: readonly BidBenefit[];
}

/** The policy already issued for this order, if any. */
export async function policyOfCallOff(tx: EntityManager, order: Pick<NewPolicy, 'bidId' | 'associationId' | 'inceptionDate'>): Promise<PolicyRow | null> {
  const rows = await tx.query<PolicyRow[]>(
    `SELECT ${COLUMNS} FROM policy p WHERE p.bid_id = $1 AND p.association_id = $2 AND p.inception_date = $3`,
    [order.bidId, order.associationId, order.inceptionDate],
  );
  return rows[0] ?? null;
}

export async function nextPolicySerial(tx: EntityManager): Promise<bigint> {
  const rows = await tx.query<{ serial: string }[]>(`SELECT nextval('policy_serial') AS serial`);
  return BigInt(rows[0]?.serial ?? 0);
}

export async function insertPolicy(tx: EntityManager, policy: NewPolicy, policyNumber: string): Promise<void> {
  await tx.query(
    `WITH terms AS (
       INSERT INTO policy_terms (id, rates, benefits) VALUES (terms_id_of($9, $11), $9, $11) ON CONFLICT DO NOTHING
     )
     INSERT INTO policy (id, insurer_id, association_id, framework_agreement_id, bid_id, policy_number, state, version, inception_date, expiry_date, rates, terms_id, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'ISSUED', 1, $7, $8, $9, terms_id_of($9, $11), $10)`,
    [
      policy.id, policy.insurerId, policy.associationId, policy.frameworkAgreementId, policy.bidId, policyNumber,
      policy.inceptionDate, policy.expiryDate, JSON.stringify(policy.rates), policy.issuedAt,
      JSON.stringify(policy.benefits),
    ],
  );
}

/**
 * Moves a policy; `today` becomes the last day of cover of one that is terminated.
 * @throws Refused CONFLICT when somebody else moved it first.
 */
export async function movePolicy(tx: EntityManager, policy: Pick<PolicyRow, 'id' | 'version' | 'state'>, to: PolicyState, today: string): Promise<void> {
  const [, moved] = await tx.query<[unknown[], number]>(
    `UPDATE policy SET state = $4, version = version + 1, ended_on = CASE WHEN $4 = 'TERMINATED' THEN least($5::date, expiry_date) ELSE ended_on END
     WHERE id = $1 AND version = $2 AND state = $3`,
    [policy.id, policy.version, policy.state, to, today],
  );
  if (moved === 1) return;
  const now = await findPolicy(tx, policy.id);
  throw conflict(now?.state ?? 'UNKNOWN');
}

export interface PolicyLives {
  readonly policyId: string;
  readonly lives: number;
}

const IN_FORCE = (day: string): string =>
  `v.policy_id = p.id AND v.recorded_to IS NULL AND v.effective_from <= ${day} AND (v.effective_to IS NULL OR v.effective_to >= ${day})
   AND ${day} BETWEEN p.inception_date AND ${LAST_DAY}`;

/** Lives covered on a day under each policy; policies without any are left out. */
export function livesOfPolicies(manager: EntityManager, ids: readonly string[], on: string | null, today: string): Promise<PolicyLives[]> {
  return manager.query(
    `SELECT p.id AS "policyId", count(*)::int AS lives FROM policy p JOIN coverage_version v ON ${IN_FORCE(dayOfTerm('$2', '$3'))}
     WHERE p.id = ANY($1::uuid[]) GROUP BY p.id`,
    [ids, on, today],
  );
}

export interface PolicyPrices {
  readonly policyId: string;
  /** The day the lives are covered on. */
  readonly day: string;
  readonly groups: LivesAtPrice[];
}

/** Lives covered now under each policy, counted by price and end: as many rows as there are prices, whatever the lives. */
export async function pricesOfPolicies(manager: EntityManager, ids: readonly string[], today: string): Promise<PolicyPrices[]> {
  const day = dayOfTerm('NULL', '$2');
  const rows = await manager.query<{ policyId: string; day: string; lives: number; annualPremium: string; to: string | null }[]>(
    `SELECT p.id AS "policyId", ${day}::text AS day, count(*)::int AS lives, v.annual_premium AS "annualPremium", v.effective_to::text AS "to"
     FROM policy p JOIN coverage_version v ON ${IN_FORCE(day)}
     WHERE p.id = ANY($1::uuid[]) GROUP BY p.id, v.annual_premium, v.effective_to`,
    [ids, today],
  );
  const byPolicy = new Map<string, PolicyPrices>();
  for (const { policyId, day: on, lives, annualPremium, to } of rows) {
    const known = byPolicy.get(policyId) ?? { policyId, day: on, groups: [] };
    known.groups.push({ lives, annualPremium: BigInt(annualPremium), to });
    byPolicy.set(policyId, known);
  }
  return [...byPolicy.values()];
}
