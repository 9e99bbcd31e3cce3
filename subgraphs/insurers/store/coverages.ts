import type { EntityManager } from 'typeorm';
import type { BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import type { PageRequest } from '../../kit/connection.ts';
import type { CoverPeriod, MaintenanceType } from '../domain/cover/period.ts';
import type { PolicyState } from '../domain/policy-life.ts';
import type { RowSight } from '../domain/policy-sight.ts';
import { groupByParent } from './group-by-parent.ts';
import { LAST_DAY, dayOfTerm } from './policies.ts';
import { COVER_VISIBLE, sightParameters } from './row-sight.ts';

/** A life's cover, with the one period of it that the reader asked for. */
export interface CoverageRow {
  readonly id: string;
  readonly insurerId: string;
  readonly policyId: string;
  readonly memberId: string;
  readonly cardNumber: string;
  readonly policyState: PolicyState;
  readonly expiryDate: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly policyClass: BidPolicyClass;
  readonly annualPremium: bigint;
}

type Stored<Row extends { annualPremium: bigint }> = Omit<Row, 'annualPremium'> & { readonly annualPremium: string };

const COLUMNS = `c.id, c.insurer_id AS "insurerId", c.policy_id AS "policyId", c.member_id AS "memberId", c.card_number AS "cardNumber",
  p.state AS "policyState", p.expiry_date::text AS "expiryDate", v.effective_from::text AS "effectiveFrom", v.effective_to::text AS "effectiveTo",
  v.policy_class AS "policyClass", v.annual_premium AS "annualPremium"`;

function withPremium<Row extends { annualPremium: bigint }>(stored: Stored<Row>): Row {
  return { ...stored, annualPremium: BigInt(stored.annualPremium) } as unknown as Row;
}

/** Each life's cover with the period in force today, else the next to begin, else the last one. */
export async function visibleCoverages(manager: EntityManager, sight: RowSight, ids: readonly string[], today: string): Promise<CoverageRow[]> {
  const day = dayOfTerm('NULL', '$6');
  const rows = await manager.query<Stored<CoverageRow>[]>(
    `SELECT DISTINCT ON (c.id) ${COLUMNS}
     FROM coverage c JOIN policy p ON p.id = c.policy_id JOIN coverage_version v ON v.coverage_id = c.id AND v.recorded_to IS NULL
     WHERE ${COVER_VISIBLE} AND c.id = ANY($5::uuid[])
     ORDER BY c.id, (${day} BETWEEN v.effective_from AND coalesce(v.effective_to, 'infinity')) DESC, (v.effective_from > ${day}) DESC,
              abs(v.effective_from - ${day})`,
    [...sightParameters(sight), ids, today],
  );
  return rows.map((row) => withPremium<CoverageRow>(row));
}

export interface CoverageMoment {
  /** Day of cover; null for today, or the nearest day of the term. */
  readonly on: string | null;
  /** As it was believed at this instant; null for now. */
  readonly asRecordedAt: string | null;
}

/** A page of each policy's covers on a day, as believed at an instant, by identifier. */
export async function pagesOfCoverages(
  manager: EntityManager,
  sight: RowSight,
  policyIds: readonly string[],
  { first, after }: PageRequest,
  { on, asRecordedAt }: CoverageMoment,
  today: string,
): Promise<CoverageRow[][]> {
  // Two statements, so that the one everybody sends reads the index of what is believed now.
  const believed = asRecordedAt === null
    ? '$8::timestamptz IS NULL AND v.recorded_to IS NULL'
    : 'v.recorded_from <= $8::timestamptz AND (v.recorded_to IS NULL OR v.recorded_to > $8)';
  const rows = await manager.query<Stored<CoverageRow>[]>(
    `SELECT x.* FROM unnest($5::uuid[]) AS asked (id) JOIN policy p ON p.id = asked.id
     CROSS JOIN LATERAL (SELECT ${dayOfTerm('$6', '$7')} AS on_day) d
     CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM coverage_version v JOIN coverage c ON c.id = v.coverage_id
       WHERE v.policy_id = p.id AND ${COVER_VISIBLE} AND ${believed}
         AND v.effective_from <= d.on_day AND (v.effective_to IS NULL OR v.effective_to >= d.on_day)
         AND d.on_day BETWEEN p.inception_date AND ${LAST_DAY}
         AND ($9::uuid IS NULL OR v.coverage_id > $9)
       ORDER BY v.coverage_id LIMIT $10
     ) x`,
    [...sightParameters(sight), policyIds, on, today, asRecordedAt, after?.[0] ?? null, first + 1],
  );
  return groupByParent(policyIds, rows.map((row) => withPremium<CoverageRow>(row)), ({ policyId }) => policyId);
}

/** Cover of many lives on a day, or today and later when no day is given; oldest first. */
export async function coveragesOfMembers(manager: EntityManager, sight: RowSight, memberIds: readonly string[], on: string | null, today: string): Promise<CoverageRow[]> {
  const rows = await manager.query<Stored<CoverageRow>[]>(
    `SELECT ${COLUMNS} FROM (
       SELECT DISTINCT ON (c.id) c.id AS coverage_id, v.effective_from
       FROM coverage c JOIN policy p ON p.id = c.policy_id JOIN coverage_version v ON v.coverage_id = c.id AND v.recorded_to IS NULL
       WHERE ${COVER_VISIBLE} AND c.member_id = ANY($5::uuid[])
         AND v.effective_from <= coalesce($6::date, ${LAST_DAY}) AND ${LAST_DAY} >= coalesce($6::date, $7::date)
         AND (v.effective_to IS NULL OR v.effective_to >= greatest(coalesce($6::date, $7::date), v.effective_from))
       ORDER BY c.id, v.effective_from
     ) shown
     JOIN coverage c ON c.id = shown.coverage_id JOIN policy p ON p.id = c.policy_id
     JOIN coverage_version v ON v.coverage_id = c.id AND v.recorded_to IS NULL AND v.effective_from = shown.effective_from
     ORDER BY v.effective_from, c.id`,
    [...sightParameters(sight), memberIds, on, today],
  );
  return rows.map((row) => withPremium<CoverageRow>(row));
}

/** One recorded version. */
export interface VersionRow {
  readonly coverageId: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  readonly policyClass: BidPolicyClass;
  readonly annualPremium: bigint;
  readonly recordedFrom: Date;
  readonly recordedTo: Date | null;
  readonly maintenanceType: MaintenanceType;
}

/** Every version of many covers, oldest first. */
export async function versionsOfCoverages(manager: EntityManager, coverageIds: readonly string[]): Promise<VersionRow[]> {
  const rows = await manager.query<Stored<VersionRow>[]>(
    `SELECT coverage_id AS "coverageId", effective_from::text AS "effectiveFrom", effective_to::text AS "effectiveTo", policy_class AS "policyClass",
       annual_premium AS "annualPremium", recorded_from AS "recordedFrom", recorded_to AS "recordedTo", maintenance_type AS "maintenanceType"
     FROM coverage_version WHERE coverage_id = ANY($1::uuid[]) ORDER BY coverage_id, recorded_from, effective_from`,
    [coverageIds],
  );
  return rows.map((row) => withPremium<VersionRow>(row));
}

/** The periods believed now, of those versions. */
export function believedPeriods(versions: readonly VersionRow[]): CoverPeriod[] {
  return versions
    .filter(({ recordedTo }) => recordedTo === null)
    .map(({ effectiveFrom, effectiveTo, policyClass, annualPremium, maintenanceType }) => ({
      from: effectiveFrom, to: effectiveTo, policyClass, annualPremium, maintenanceType,
    }));
}
