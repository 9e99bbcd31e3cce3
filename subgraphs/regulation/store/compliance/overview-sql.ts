import { SIZES } from '../../domain/compliance/figure.ts';
import type { ComplianceGroup, ComplianceScope, FigureCode } from '../../domain/compliance/figure.ts';
import { INSURER_COLUMNS, NOT_OF_INSURERS, STANDING_COLUMNS } from './standing-columns.ts';
import { RULE_ON } from './standing-pieces.ts';

/** Collects parameters of a statement; answers the place of each. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}

const share = (part: string, whole: string): string => `round(${part}::numeric / nullif(${whole}, 0), 6)`;

/** Each figure from the columns of a standing, or of many added up. `on_day` is the day they are of. */
export const FIGURE_SQL: Readonly<Record<FigureCode, string>> = {
  ASSOCIATIONS: 'associations', ACCREDITED: 'accredited', ACCREDITATION_LAPSING: 'lapsing',
  INSURERS_ACCREDITED: 'insurers_accredited', INSURERS_LAPSING: 'insurers_lapsing',
  EMPLOYEES: 'employees', LIVES: 'lives', MUST_BE_COVERED: 'must', COVERED: 'covered', COVERED_SHARE: share('covered', 'must'),
  IN_GAP: 'must - covered - newborn_due', IN_OVERLAP: 'overlap', COVERED_WITHOUT_DUTY: 'beyond', NEWBORNS_DUE: 'newborn_due', NEWBORNS_LATE: 'newborn_late',
  AGE_OUTS_60: 'age_out_60', AGE_OUTS_30: 'age_out_30', AGE_OUTS_7: 'age_out_7', AGED_OUT_COVERED: 'aged_out',
  POLICIES_IN_FORCE: 'policies', INSURED_LIVES: 'insured', ANNUAL_PREMIUM: 'premium / 100.0', BATCHES_WAITING: 'batches',
  OLDEST_BATCH_DAYS: 'on_day - oldest_batch', DECISIONS: 'decisions', STRAIGHT_THROUGH_SHARE: share('decisions_auto', 'decisions'),
  DOCUMENT_SHARE: share('decisions_document', 'decisions'), PREMIUM_DUE: 'premium_due / 100.0', PREMIUM_LATE: 'premium_late / 100.0',
  INVOICES_LATE: 'invoices_late', PRE_AUTHORIZATIONS_WAITING: 'asked_waiting', PRE_AUTHORIZATIONS_IN_TIME: 'asked_in_time', PRE_AUTHORIZATIONS_LATE: 'asked_late',
  PRE_AUTHORIZATIONS_DEEMED: 'asked_deemed', IN_TIME_SHARE: share('asked_in_time', '(asked_in_time + asked_late + asked_deemed)'),
  INSPECTIONS_OPEN: 'inspections + other_inspections', INSPECTIONS_LATE: 'inspections_late + other_inspections_late',
};

const BAND = `CASE ${Object.entries(SIZES).toReversed().map(([band, least]) => `WHEN s.employees >= ${least} THEN '${band}'`).join(' ')} ELSE 'MICRO' END`;

const OF_INSURER: ReadonlySet<string> = new Set(INSURER_COLUMNS);
const NOBODYS: ReadonlySet<string> = new Set(NOT_OF_INSURERS);

/** Standings of the associations of a scope on day `day`: one row each, or one an insurer of each when insurers are told apart. */
export function standingsOn(day: string, scope: ComplianceScope, byInsurer: boolean, parameters: Pick<Parameters, 'add'>): string {
  const wanted = [
    ...(scope.region === null ? [] : [`a.region = ${parameters.add(scope.region, 'text')}`]),
    ...(scope.associationId === null ? [] : [`a.id = ${parameters.add(scope.associationId, 'uuid')}`]),
    ...(scope.size === null ? [] : [`${BAND} = ${parameters.add(scope.size, 'text')}`]),
  ];
  const standing = `FROM compliance_association a LEFT JOIN LATERAL (
      SELECT * FROM compliance_standing s WHERE s.association_id = a.id AND s.from_day <= ${day} ORDER BY s.from_day DESC LIMIT 1
    ) s ON true`;
  const where = wanted.length === 0 ? '' : `WHERE ${wanted.join(' AND ')}`;
  if (!byInsurer && scope.insurerId === null) {
    return `SELECT a.id AS association_id, a.region, ${BAND} AS band, NULL::uuid AS insurer_id, 1 AS associations, s.oldest_batch,
      ${STANDING_COLUMNS.map((column) => `coalesce(s.${column}, 0) AS ${column}`).join(', ')} ${standing} ${where}`;
  }
  // What an association has as a whole counts for an insurer while it has a policy of it in force.
  const holds = (sql: string): string => `CASE WHEN i.policies > 0 THEN ${sql} ELSE 0 END`;
  const ofInsurer = scope.insurerId === null ? '' : `AND p.insurer_id = ${parameters.add(scope.insurerId, 'uuid')}`;
  return `SELECT a.id AS association_id, a.region, ${BAND} AS band, i.insurer_id, ${holds('1')} AS associations,
      CASE WHEN i.batches > 0 THEN s.oldest_batch END AS oldest_batch,
      ${STANDING_COLUMNS.map((column) => `${OF_INSURER.has(column) ? `i.${column}` : NOBODYS.has(column) ? '0' : holds(`coalesce(s.${column}, 0)`)} AS ${column}`).join(', ')}
    ${standing}
    JOIN LATERAL (SELECT DISTINCT p.insurer_id FROM compliance_policy p WHERE p.association_id = a.id ${ofInsurer}) p ON true
    JOIN LATERAL (
      SELECT * FROM compliance_insurer_standing i WHERE i.association_id = a.id AND i.insurer_id = p.insurer_id AND i.from_day <= ${day}
      ORDER BY i.from_day DESC LIMIT 1
    ) i ON true ${where}`;
}

const SUMS = `min(oldest_batch) AS oldest_batch, ${['associations', ...STANDING_COLUMNS].map((column) => `coalesce(sum(${column}), 0) AS ${column}`).join(', ')}`;

/** Insurers whose accreditation holds on a day, and how many of them may renew it already. */
const insurerTerms = (day: string, of: string): string => `(
    SELECT count(*) AS insurers_accredited, count(*) FILTER (WHERE to_day - ${RULE_ON('A13.RENEWAL', day)}::int <= ${day}) AS insurers_lapsing FROM (
      SELECT subject_id, max(coalesce(to_day, 'infinity')) AS to_day FROM accreditation_term
      WHERE kind = 'INSURER' AND from_day <= ${day} AND (to_day IS NULL OR to_day > ${day}) ${of} GROUP BY subject_id
    ) held WHERE true
  )`;

/** Inspection cases that no association answers for: of one insurer, or, where nothing narrows, those of all and of the regulation house itself. */
const otherInspections = (day: string, of: string): string => `(
    SELECT count(*) FILTER (WHERE NOT late) AS other_inspections, count(*) FILTER (WHERE late) AS other_inspections_late
    FROM inspection_days WHERE owner <> 'ASSOCIATIONS' AND days @> ${day} ${of}
  )`;

/** A scope as one row. */
export function wholeOn(day: string, scope: ComplianceScope, parameters: Parameters): string {
  const base = standingsOn(day, scope, false, parameters);
  const ofScope = scope.insurerId !== null
    ? `AND subject_id = ${parameters.add(scope.insurerId, 'text')}`
    : scope.region === null && scope.size === null && scope.associationId === null
      ? ''
      : 'AND subject_id IN (SELECT DISTINCT p.insurer_id::text FROM base JOIN compliance_policy p ON p.association_id = base.association_id)';
  const others = scope.region === null && scope.size === null && scope.associationId === null
    ? scope.insurerId === null ? '' : `AND owner = 'INSURERS' AND organisation = ${parameters.add(scope.insurerId, 'text')}`
    : 'AND false';
  return `WITH base AS (${base}), whole AS (SELECT ${day} AS on_day, ${SUMS} FROM base)
    SELECT whole.*, t.*, o.* FROM whole CROSS JOIN LATERAL ${insurerTerms(day, ofScope)} t CROSS JOIN LATERAL ${otherInspections(day, others)} o`;
}

/** A scope told apart by something: one row a group, under the name `key`. */
export function groupsOn(day: string, scope: ComplianceScope, by: ComplianceGroup, parameters: Parameters): string {
  const none = 'NULL::bigint AS insurers_accredited, NULL::bigint AS insurers_lapsing, 0 AS other_inspections, 0 AS other_inspections_late';
  if (by === 'ASSOCIATION') {
    return `SELECT association_id::text AS key, ${day} AS on_day, b.*, ${none} FROM (${standingsOn(day, scope, false, parameters)}) b`;
  }
  if (by !== 'INSURER') {
    const key = by === 'REGION' ? 'region' : 'band';
    return `SELECT ${key} AS key, ${day} AS on_day, ${SUMS}, ${none} FROM (${standingsOn(day, scope, false, parameters)}) b GROUP BY ${key}`;
  }
  const zero = ['associations', ...STANDING_COLUMNS].map((column) => `coalesce(g.${column}, 0) AS ${column}`).join(', ');
  const one = scope.insurerId === null ? '' : `WHERE n.id = ${parameters.add(scope.insurerId, 'uuid')}`;
  return `SELECT n.id::text AS key, ${day} AS on_day, ${zero}, g.oldest_batch, t.*, o.* FROM compliance_insurer n
    LEFT JOIN (SELECT insurer_id, ${SUMS} FROM (${standingsOn(day, scope, true, parameters)}) b GROUP BY insurer_id) g ON g.insurer_id = n.id
    CROSS JOIN LATERAL ${insurerTerms(day, 'AND subject_id = n.id::text')} t
    CROSS JOIN LATERAL ${otherInspections(day, "AND owner = 'INSURERS' AND organisation = n.id::text")} o ${one}`;
}
