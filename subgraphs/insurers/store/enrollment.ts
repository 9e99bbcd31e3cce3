import type { EntityManager } from 'typeorm';
import type { BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import type { LifeChange } from '../domain/cover/apply-part.ts';
import type { CoverPeriod, MaintenanceType } from '../domain/cover/period.ts';
import { LAST_DAY } from './policies.ts';

/** What this house believes of one life when a line about it comes in. */
export interface LifeCover {
  /** Null for a life the policy has never covered. */
  readonly coverageId: string | null;
  readonly periods: CoverPeriod[];
  readonly elsewhere: { readonly from: string; readonly to: string }[];
}

export interface CoverOfLives {
  readonly lives: ReadonlyMap<string, LifeCover>;
  /** Latest instant at which any of it was recorded; null when there is none. */
  readonly recordedAt: Date | null;
}

interface OwnRow {
  memberId: string; coverageId: string; from: string; to: string | null; policyClass: BidPolicyClass; annualPremium: string;
  maintenanceType: MaintenanceType; recordedFrom: Date; endReason: string | null; refunded: string | null;
}

/** Cover of lives under the policy and, for what overlaps, under every other one: two statements for any number. */
export async function coverOfLives(tx: EntityManager, policyId: string, memberIds: readonly string[]): Promise<CoverOfLives> {
  const own = await tx.query<OwnRow[]>(
    `SELECT c.member_id AS "memberId", c.id AS "coverageId", v.effective_from::text AS "from", v.effective_to::text AS "to",
       v.policy_class AS "policyClass", v.annual_premium AS "annualPremium", v.maintenance_type AS "maintenanceType", v.recorded_from AS "recordedFrom",
       v.end_reason AS "endReason", v.refunded
     FROM coverage c JOIN coverage_version v ON v.coverage_id = c.id AND v.recorded_to IS NULL
     WHERE c.policy_id = $1 AND c.member_id = ANY($2::uuid[]) ORDER BY c.id, v.effective_from`,
    [policyId, memberIds],
  );
  const others = await tx.query<{ memberId: string; from: string; to: string }[]>(
    `SELECT c.member_id AS "memberId", v.effective_from::text AS "from", least(v.effective_to, ${LAST_DAY})::text AS "to"
     FROM coverage c JOIN policy p ON p.id = c.policy_id JOIN coverage_version v ON v.coverage_id = c.id AND v.recorded_to IS NULL
     WHERE c.policy_id <> $1 AND c.member_id = ANY($2::uuid[]) AND v.effective_from <= ${LAST_DAY}
       AND (v.effective_to IS NULL OR v.effective_to >= v.effective_from)`,
    [policyId, memberIds],
  );
  const lives = new Map<string, LifeCover>();
  let recordedAt: Date | null = null;
  for (const { memberId, coverageId, from, to, policyClass, annualPremium, maintenanceType, recordedFrom, endReason, refunded } of own) {
    const life = lives.get(memberId) ?? { coverageId, periods: [], elsewhere: [] };
    const ending = endReason === null && refunded === null ? {} : { ending: { reason: endReason, refunded: refunded === null ? null : BigInt(refunded) } };
    life.periods.push({ from, to, policyClass, annualPremium: BigInt(annualPremium), maintenanceType, ...ending });
    lives.set(memberId, life);
    if (recordedAt === null || recordedFrom > recordedAt) recordedAt = recordedFrom;
  }
  for (const { memberId, from, to } of others) {
    const life = lives.get(memberId) ?? { coverageId: null, periods: [], elsewhere: [] };
    life.elsewhere.push({ from, to });
    lives.set(memberId, life);
  }
  return { lives, recordedAt };
}

export interface NewCoverage {
  readonly id: string;
  readonly memberId: string;
  readonly cardNumber: string;
}

export async function nextCardSerials(tx: EntityManager, count: number): Promise<bigint[]> {
  const rows = await tx.query<{ serial: string }[]>(`SELECT nextval('card_serial') AS serial FROM generate_series(1, $1::int)`, [count]);
  return rows.map(({ serial }) => BigInt(serial));
}

/** Accepts lives under a policy. */
export async function insertCoverages(
  tx: EntityManager,
  policy: { readonly id: string; readonly insurerId: string; readonly associationId: string },
  coverages: readonly NewCoverage[],
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO coverage (id, insurer_id, policy_id, association_id, member_id, card_number, accepted_at)
     SELECT n.id, $2, $3, $4, n.member_id, n.card_number, $5 FROM unnest($1::uuid[], $6::uuid[], $7::text[]) AS n (id, member_id, card_number)`,
    [coverages.map(({ id }) => id), policy.insurerId, policy.id, policy.associationId, at, coverages.map(({ memberId }) => memberId), coverages.map(({ cardNumber }) => cardNumber)],
  );
}

/**
 * Writes what is believed from now on: closes the versions that are believed no more, and adds the new ones. The days
 * and the price of a version that was written once never change.
 */
export async function writeBelief(
  tx: EntityManager,
  policyId: string,
  changes: readonly LifeChange[],
  coverageOf: (memberId: string) => string,
  at: Date,
): Promise<void> {
  const ended = changes.flatMap(({ memberId, ended: periods }) => periods.map(({ from }) => ({ coverageId: coverageOf(memberId), from })));
  if (ended.length > 0) {
    await tx.query(
      `UPDATE coverage_version v SET recorded_to = $1 FROM unnest($2::uuid[], $3::date[]) AS e (coverage_id, effective_from)
       WHERE v.coverage_id = e.coverage_id AND v.effective_from = e.effective_from AND v.recorded_to IS NULL`,
      [at, ended.map(({ coverageId }) => coverageId), ended.map(({ from }) => from)],
    );
  }
  const begun = changes.flatMap(({ memberId, begun: periods }) => periods.map((period) => ({ coverageId: coverageOf(memberId), period })));
  if (begun.length === 0) return;
  await tx.query(
    `INSERT INTO coverage_version (coverage_id, policy_id, effective_from, effective_to, recorded_from, policy_class, annual_premium, maintenance_type, end_reason, refunded)
     SELECT b.coverage_id, $1, b.effective_from, b.effective_to, $2, b.policy_class, b.annual_premium, b.maintenance_type, b.end_reason, b.refunded
     FROM unnest($3::uuid[], $4::date[], $5::date[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::bigint[])
       AS b (coverage_id, effective_from, effective_to, policy_class, annual_premium, maintenance_type, end_reason, refunded)`,
    [
      policyId, at, begun.map(({ coverageId }) => coverageId), begun.map(({ period }) => period.from), begun.map(({ period }) => period.to),
      begun.map(({ period }) => period.policyClass), begun.map(({ period }) => period.annualPremium.toString()),
      begun.map(({ period }) => period.maintenanceType), begun.map(({ period }) => period.ending?.reason ?? null),
      begun.map(({ period }) => period.ending?.refunded?.toString() ?? null),
    ],
  );
}
