import type { LifeMatter } from '../../domain/compliance/figure.ts';
import { FIRST_DAY, INSURER_COLUMNS, STANDING_COLUMNS } from './standing-columns.ts';
import type { StandingColumn } from './standing-columns.ts';

const NUMBER = Object.fromEntries(STANDING_COLUMNS.map((column, at) => [column, at])) as Record<StandingColumn, number>;

const RIYADH_DAY = (instant: string): string => `(${instant} AT TIME ZONE 'Asia/Riyadh')::date`;

/** The value of a rule on a day; before its first version, the first. */
export const RULE_ON = (id: string, day: string): string =>
  `(SELECT value FROM rule WHERE id = '${id}' ORDER BY (effective_from <= ${day}) DESC, abs(effective_from - ${day}) LIMIT 1)`;

const REST_OF_TERM = 'coalesce(p.ended_on, p.expiry_date)';

/** A year of decisions is looked back on. */
export const DECISION_DAYS = 365;

/** An invoice that is paid, or void, is owed by nobody from that day. */
const OWED = (from: string, to: string): string => `CASE WHEN ${from} < ${to} THEN daterange(${from}, ${to}) END`;

/**
 * Lives of associations $1, each with the days it must be covered and, for a son, the first day after the age limit.
 * Who must be covered is said by the same facts as in the rules E01 to E05; who is not known to need it is not counted.
 */
const LIVES = `book AS MATERIALIZED (
  SELECT id, value, CASE WHEN lag(effective_from) OVER versions IS NULL THEN '-infinity' ELSE effective_from END AS from_day,
    coalesce(lead(effective_from) OVER versions, 'infinity') AS until
  FROM rule WHERE id IN ('E02', 'E02.BOUNDARY', 'E09') WINDOW versions AS (PARTITION BY id ORDER BY effective_from)
), aged AS (
  SELECT l.*, CASE WHEN l.relationship = 'CHILD' AND l.sex = 'MALE'
      THEN (l.birth_date + make_interval(years => age.value::int))::date + CASE edge.value WHEN 'UP_TO' THEN 1 ELSE 0 END END AS too_old,
    CASE WHEN l.relationship = 'CHILD' THEN l.birth_date + newborn.value::int + 1 END AS announced_by
  FROM compliance_life l
  JOIN book age ON age.id = 'E02' AND l.birth_date + 9131 >= age.from_day AND l.birth_date + 9131 < age.until
  JOIN book edge ON edge.id = 'E02.BOUNDARY' AND l.birth_date + 9131 >= edge.from_day AND l.birth_date + 9131 < edge.until
  JOIN book newborn ON newborn.id = 'E09' AND l.birth_date >= newborn.from_day AND l.birth_date < newborn.until
  WHERE l.association_id = ANY($1::uuid[])
), life AS MATERIALIZED (
  SELECT l.association_id, l.id, l.person_id, l.employee_id, l.relationship, l.birth_date, l.too_old, l.announced_by,
    CASE WHEN l.left_on IS NULL OR l.left_on > l.cover_from THEN daterange(l.cover_from, l.left_on) ELSE 'empty' END AS on_roster,
    CASE WHEN CASE l.relationship
        WHEN 'SELF' THEN true
        WHEN 'SPOUSE' THEN l.sex = 'FEMALE' OR l.works IS FALSE
        WHEN 'CHILD' THEN l.sex = 'MALE' OR (l.marital_status IS DISTINCT FROM 'MARRIED' AND l.works IS NOT TRUE)
        ELSE false END
      AND l.cover_from < least(l.left_on, l.too_old, 'infinity')
      THEN daterange(l.cover_from, least(l.left_on, l.too_old)) ELSE 'empty' END AS duty
  FROM aged l
)`;

/** Every cover of the same persons, on whatever roster, clipped to its policy and without the days that was suspended. */
const COVERS = `cover AS MATERIALIZED (
  SELECT l.association_id, l.id AS life_id, c.coverage_id, c.insurer_id,
    CASE WHEN greatest(c.effective_from, p.inception_date) <= least(c.effective_to, ${REST_OF_TERM})
      THEN datemultirange(daterange(greatest(c.effective_from, p.inception_date), least(c.effective_to, ${REST_OF_TERM}), '[]')) - p.suspended
      ELSE '{}' END AS days
  FROM life l JOIN compliance_life same ON same.person_id = l.person_id
  JOIN compliance_cover c ON c.life_id = same.id AND c.recorded_to IS NULL JOIN compliance_policy p ON p.id = c.policy_id
), covered AS MATERIALIZED (
  SELECT life_id, range_agg(days) AS days FROM cover GROUP BY life_id
), overlap AS (
  SELECT a.association_id, a.life_id AS id, range_agg(a.days * b.days) AS days
  FROM cover a JOIN cover b ON b.life_id = a.life_id AND a.coverage_id < b.coverage_id AND a.days && b.days GROUP BY a.association_id, a.life_id
), held AS MATERIALIZED (
  SELECT l.*, coalesce(c.days, '{}') AS covered, datemultirange(l.duty) AS must,
    CASE WHEN l.announced_by IS NOT NULL AND lower(employee.days) <= l.birth_date THEN datemultirange(daterange(l.birth_date, l.announced_by)) ELSE '{}' END AS newborn,
    CASE WHEN l.announced_by IS NOT NULL AND lower(employee.days) <= l.birth_date THEN datemultirange(daterange(l.announced_by, (l.birth_date + interval '1 year')::date)) ELSE '{}' END AS late
  FROM life l LEFT JOIN covered c ON c.life_id = l.id LEFT JOIN covered employee ON employee.life_id = l.employee_id AND l.relationship = 'CHILD'
)`;

/** What the association's own policies hold, whoever they cover. */
const HOLDINGS = `holding AS MATERIALIZED (
  SELECT p.association_id, p.insurer_id, c.life_id, c.annual_premium,
    CASE WHEN greatest(c.effective_from, p.inception_date) <= least(c.effective_to, ${REST_OF_TERM})
      THEN datemultirange(daterange(greatest(c.effective_from, p.inception_date), least(c.effective_to, ${REST_OF_TERM}), '[]')) - p.suspended
      ELSE '{}' END AS days
  FROM compliance_policy p JOIN compliance_cover c ON c.policy_id = p.id AND c.recorded_to IS NULL WHERE p.association_id = ANY($1::uuid[])
)`;

function pieces(of: Partial<Record<StandingColumn, string>>): string {
  return Object.entries(of).map(([column, days]) => `(${NUMBER[column as StandingColumn]}, ${days})`).join(', ');
}

/** Days before an age limit, that of being too old included; `{}` for whoever has none. */
const BEFORE_LIMIT = (days: number): string => `CASE WHEN too_old IS NULL THEN '{}' ELSE datemultirange(daterange(too_old - ${days}, too_old)) * covered * must END`;

const PAST_LIMIT = `CASE WHEN too_old IS NULL THEN '{}' ELSE covered * datemultirange(daterange(too_old, NULL)) END`;

const IN_NO_COVER = 'must - covered - newborn';

/** What may be the matter with a life, as the days on which it is, and where it is looked up. */
export const MATTER_OF_LIFE: Readonly<Record<LifeMatter, { readonly ctes: string; readonly days: string; readonly from: string }>> = {
  IN_GAP: heldWhere(IN_NO_COVER),
  IN_OVERLAP: { ctes: `${LIVES}, ${COVERS}`, days: 'h.days', from: 'overlap' },
  COVERED_WITHOUT_DUTY: heldWhere('covered - must'),
  NEWBORN_DUE: heldWhere('newborn * must - covered'),
  NEWBORN_LATE: heldWhere('late * must - covered'),
  AGE_OUT_60: heldWhere(BEFORE_LIMIT(60)),
  AGE_OUT_30: heldWhere(BEFORE_LIMIT(30)),
  AGE_OUT_7: heldWhere(BEFORE_LIMIT(7)),
  AGED_OUT_COVERED: heldWhere(PAST_LIMIT),
};

function heldWhere(days: string): { readonly ctes: string; readonly days: string; readonly from: string } {
  return { ctes: `${LIVES}, ${COVERS}`, days, from: 'held' };
}

const OF_EVERY_LIFE = ofHeld({
  employees: `CASE relationship WHEN 'SELF' THEN datemultirange(on_roster) ELSE '{}' END`,
  lives: 'datemultirange(on_roster)',
  must: 'must',
  covered: 'must * covered',
  beyond: 'covered - must',
});

const OF_BIRTHS = `${ofHeld({ newborn_due: 'newborn * must - covered', newborn_late: 'late * must - covered' })} WHERE NOT isempty(newborn) OR NOT isempty(late)`;

const OF_SONS = `${ofHeld({
  age_out_60: BEFORE_LIMIT(60),
  age_out_30: BEFORE_LIMIT(30),
  age_out_7: BEFORE_LIMIT(7),
  aged_out: PAST_LIMIT,
})} WHERE too_old IS NOT NULL`;

/** What is not about every life is not worked out for each: half a million lives are counted. */
const OF_LIVES = [OF_EVERY_LIFE, OF_BIRTHS, OF_SONS].join(' UNION ALL ');

function ofHeld(of: Partial<Record<StandingColumn, string>>): string {
  return `SELECT association_id, NULL::uuid AS insurer_id, k.number, unnest(k.days) AS days, 1::bigint AS amount FROM held CROSS JOIN LATERAL (VALUES ${pieces(of)}) AS k(number, days)`;
}

const OF_POLICIES = `SELECT association_id, insurer_id, ${NUMBER.policies}, unnest(CASE WHEN inception_date <= ${REST_OF_TERM}
    THEN datemultirange(daterange(inception_date, ${REST_OF_TERM}, '[]')) - suspended ELSE '{}' END), 1
  FROM compliance_policy p WHERE association_id = ANY($1::uuid[])
  UNION ALL SELECT association_id, insurer_id, ${NUMBER.insured}, unnest(range_agg(days)), 1 FROM holding GROUP BY association_id, insurer_id, life_id
  UNION ALL SELECT association_id, insurer_id, ${NUMBER.premium}, unnest(days), annual_premium FROM holding`;

const WAITS = `CASE WHEN settled_at IS NULL OR ${RIYADH_DAY('settled_at')} > ${RIYADH_DAY('created_at')}
  THEN daterange(${RIYADH_DAY('created_at')}, ${RIYADH_DAY('settled_at')}) END`;

const OF_BATCHES_AND_INVOICES = `SELECT association_id, insurer_id, ${NUMBER.batches}, ${WAITS}, 1 FROM compliance_batch WHERE association_id = ANY($1::uuid[])
  UNION ALL SELECT i.association_id, i.insurer_id, k.number, k.days, k.amount FROM compliance_invoice i CROSS JOIN LATERAL (VALUES
    (${NUMBER.premium_due}, ${OWED('issued_on', `least(settled_on, due_date + 1)`)}, amount + vat - CASE WHEN settled_on IS NULL THEN paid ELSE 0 END),
    (${NUMBER.premium_late}, ${OWED('due_date + 1', `coalesce(settled_on, 'infinity')`)}, amount + vat - CASE WHEN settled_on IS NULL THEN paid ELSE 0 END),
    (${NUMBER.invoices_late}, ${OWED('due_date + 1', `coalesce(settled_on, 'infinity')`)}, 1)
  ) AS k(number, days, amount) WHERE association_id = ANY($1::uuid[])`;

const OF_DECISIONS = `SELECT association_id::uuid, NULL::uuid, k.number, daterange(day, day + ${DECISION_DAYS}), k.amount FROM (
    SELECT association_id, ${RIYADH_DAY('decided_at')} AS day, count(*) AS all_of_them, count(*) FILTER (WHERE decision_mode = 'AUTO') AS automatic,
      count(*) FILTER (WHERE jsonb_path_exists(facts, '$[*].documentReason ? (@ != null)')) AS by_document
    FROM eligibility_decision WHERE association_id = ANY($1::text[]) AND decided_at IS NOT NULL GROUP BY 1, 2
  ) d CROSS JOIN LATERAL (VALUES (${NUMBER.decisions}, all_of_them), (${NUMBER.decisions_auto}, automatic), (${NUMBER.decisions_document}, by_document)) AS k(number, amount)`;

const OF_ACCREDITATIONS = `SELECT subject_id::uuid, NULL::uuid, k.number, k.days, 1 FROM accreditation_term t CROSS JOIN LATERAL (VALUES
    (${NUMBER.accredited}, daterange(from_day, to_day)),
    (${NUMBER.lapsing}, CASE WHEN to_day IS NOT NULL THEN daterange(greatest(from_day, to_day - ${RULE_ON('A13.RENEWAL', 'to_day')}::int), to_day) END)
  ) AS k(number, days) WHERE kind = 'ASSOCIATION' AND subject_id = ANY($1::text[])`;

/** The minutes an answer may take, by the day it was asked for, as rule S01 is judged. */
const PROMISED = `promised AS MATERIALIZED (
  SELECT id, value::int AS minutes, CASE WHEN lag(effective_from) OVER versions IS NULL THEN '-infinity' ELSE effective_from END AS from_day,
    coalesce(lead(effective_from) OVER versions, 'infinity') AS until
  FROM rule WHERE id IN ('S01', 'S06') WINDOW versions AS (PARTITION BY id ORDER BY effective_from)
)`;

/** Pre-authorisations with a clock, each with the days it waited and how it ended; what was given unasked, or taken back unanswered, has none. */
export const CLOCKS = `${PROMISED}, clock AS (
  SELECT a.id, a.association_id, a.insurer_id, a.asked_at, a.decided_at, ${RIYADH_DAY('a.decided_at')} AS decided_on,
    CASE WHEN a.decided_at IS NULL OR ${RIYADH_DAY('a.asked_at')} < ${RIYADH_DAY('a.decided_at')} THEN daterange(${RIYADH_DAY('a.asked_at')}, ${RIYADH_DAY('a.decided_at')}) END AS waits,
    CASE WHEN a.decided_at IS NULL THEN NULL WHEN a.deemed THEN 'DEEMED'
      WHEN a.decided_at - a.asked_at < make_interval(mins => answer.minutes + tolerance.minutes + 1) THEN 'IN_TIME' ELSE 'LATE' END AS ended
  FROM compliance_pre_authorization a
  JOIN promised answer ON answer.id = 'S01' AND ${RIYADH_DAY('a.asked_at')} >= answer.from_day AND ${RIYADH_DAY('a.asked_at')} < answer.until
  JOIN promised tolerance ON tolerance.id = 'S06' AND ${RIYADH_DAY('a.asked_at')} >= tolerance.from_day AND ${RIYADH_DAY('a.asked_at')} < tolerance.until
  WHERE a.association_id = ANY($1::uuid[]) AND a.requested AND NOT (a.state = 'CANCELLED' AND a.decided_at IS NULL)
)`;

/** A year of answers is looked back on, as of decisions. */
const OF_CLOCKS = `SELECT association_id, insurer_id, ${NUMBER.asked_waiting}, waits, 1 FROM clock
  UNION ALL SELECT association_id, insurer_id, CASE ended WHEN 'IN_TIME' THEN ${NUMBER.asked_in_time} WHEN 'LATE' THEN ${NUMBER.asked_late} ELSE ${NUMBER.asked_deemed} END,
    daterange(decided_on, decided_on + ${DECISION_DAYS}), 1 FROM clock WHERE ended IS NOT NULL`;

const OF_INSPECTIONS = `SELECT organisation::uuid, NULL::uuid, CASE WHEN late THEN ${NUMBER.inspections_late} ELSE ${NUMBER.inspections} END, days, 1
  FROM inspection_days WHERE owner = 'ASSOCIATIONS' AND organisation = ANY($1::text[])`;

/**
 * Steps up and down by day, of the pieces that belong to the keys, summed up from day to day. Summed up within a day
 * before they are told apart by column: there are thirty times as many steps as days on which something changes.
 */
function runningSums(name: string, columns: readonly StandingColumn[], by: readonly string[]): string {
  const keys = by.join(', ');
  const belongs = by.map((key) => `${key} IS NOT NULL`).join(' AND ');
  return `${name}_steps AS (
      SELECT ${keys}, number, greatest(lower(days), '${FIRST_DAY}') AS day, amount FROM piece WHERE ${belongs} AND NOT isempty(days)
      UNION ALL SELECT ${keys}, number, greatest(upper(days), '${FIRST_DAY}'), -amount FROM piece WHERE ${belongs} AND NOT isempty(days) AND NOT upper_inf(days) AND upper(days) < 'infinity'
    ), ${name}_by_column AS MATERIALIZED (
      SELECT ${keys}, day, number, sum(amount) AS amount FROM ${name}_steps GROUP BY ${keys}, day, number
    ), ${name}_by_day AS (
      SELECT ${keys}, day, ${columns.map((column) => `coalesce(sum(amount) FILTER (WHERE number = ${NUMBER[column]}), 0) AS ${column}`).join(', ')}
      FROM ${name}_by_column GROUP BY ${keys}, day
    ), ${name} AS (
      SELECT ${keys}, day AS from_day, ${columns.map((column) => `sum(${column}) OVER so_far AS ${column}`).join(', ')}
      FROM ${name}_by_day WINDOW so_far AS (PARTITION BY ${keys} ORDER BY day)
    )`;
}

const OLDEST = `CASE WHEN s.batches > 0 THEN (
    SELECT min(${RIYADH_DAY('created_at')}) FROM compliance_batch b WHERE b.association_id = s.association_id
      AND ${RIYADH_DAY('created_at')} <= s.from_day AND (settled_at IS NULL OR ${RIYADH_DAY('settled_at')} > s.from_day)
  ) END`;

/** Counts associations $1 anew, over all of time: each as a whole, and by insurer what its policies hold. */
export const COUNT_STANDINGS = `WITH ${LIVES}, ${COVERS}, ${HOLDINGS}, ${CLOCKS}, piece AS MATERIALIZED (
    ${OF_LIVES}
    UNION ALL SELECT association_id, NULL, ${NUMBER.overlap}, unnest(days), 1 FROM overlap
    UNION ALL ${OF_POLICIES}
    UNION ALL ${OF_BATCHES_AND_INVOICES}
    UNION ALL ${OF_DECISIONS}
    UNION ALL ${OF_ACCREDITATIONS}
    UNION ALL ${OF_CLOCKS}
    UNION ALL ${OF_INSPECTIONS}
  ), ${runningSums('standing', STANDING_COLUMNS, ['association_id'])}, ${runningSums('insurer_standing', INSURER_COLUMNS, ['association_id', 'insurer_id'])},
  by_insurer AS (
    INSERT INTO compliance_insurer_standing (association_id, insurer_id, from_day, ${INSURER_COLUMNS.join(', ')})
    SELECT association_id, insurer_id, from_day, ${INSURER_COLUMNS.join(', ')} FROM insurer_standing
  )
  INSERT INTO compliance_standing (association_id, from_day, ${STANDING_COLUMNS.join(', ')}, oldest_batch)
  SELECT association_id, from_day, ${STANDING_COLUMNS.join(', ')}, ${OLDEST} FROM standing s`;
