import type { QueryRunner } from 'typeorm';

/**
 * How many findings stand, and how many were opened and closed on each day, by rule: for all, for each association, for
 * each insurer and for both together, so that a count is looked up and never made. Kept by the database itself in the
 * transaction that moves the finding, whoever moves it.
 */
export class FindingTally1764460000020 {
  name = 'FindingTally1764460000020';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['finding', 'finding_period']) for (const event of EVENTS) await runner.query(`DROP TRIGGER ${table}_tally_${event} ON ${table}`);
    await runner.query('DROP FUNCTION tally_finding, tally_finding_period, empty_finding_tally');
    await runner.query('DROP TABLE finding_tally, finding_tally_day');
  }
}

const EVENTS = ['insert', 'update', 'delete', 'truncate'] as const;

/**
 * Writers of one count would wait for each other until the commit, and two that count in another order would lock each
 * other out: each adds to a part of it that is its own until then, the lowest that nobody holds. There come to be as many
 * parts as transactions ever wrote at once. Any number will do for the lock, as long as no other two-part advisory lock
 * of the house has it.
 */
const PARTS_LOCK = 2036;

/** Who a finding is counted for. An empty identifier stands for all. */
const SCOPES = `CROSS JOIN LATERAL (VALUES ('', ''), (t.association_id, ''), ('', t.insurer_id), (t.association_id, t.insurer_id)) AS scope (association_id, insurer_id)
  WHERE scope.association_id IS NOT NULL AND scope.insurer_id IS NOT NULL`;

interface Tally {
  readonly table: string;
  readonly keys: readonly string[];
  readonly counts: readonly string[];
  /** SQL for what rows add, from a table of them: association_id, insurer_id, the keys and the counts. */
  readonly of: (rows: string) => string;
}

const STANDING: Tally = {
  table: 'finding_tally',
  keys: ['rule', 'severity'],
  counts: ['open', 'answered'],
  of: (rows) => `SELECT association_id, insurer_id, rule, severity, (state = 'OPEN')::int AS open, (state = 'ANSWERED')::int AS answered FROM ${rows} WHERE state IN ('OPEN', 'ANSWERED')`,
};

const DAY = (instant: string): string => `(${instant} AT TIME ZONE 'Asia/Riyadh')::date`;

const BY_DAY: Tally = {
  table: 'finding_tally_day',
  keys: ['rule', 'day'],
  counts: ['opened', 'closed'],
  of: (rows) => `SELECT association_id, insurer_id, rule, ${DAY('opened_at')} AS day, 1 AS opened, 0 AS closed FROM ${rows}
    UNION ALL SELECT association_id, insurer_id, rule, ${DAY('closed_at')}, 0, 1 FROM ${rows} WHERE closed_at IS NOT NULL`,
};

/** What changes nothing is not written. */
function add({ table, keys, counts, of }: Tally, part: string, added: string | null, taken: string | null): string {
  const columns = ['association_id', 'insurer_id', ...keys];
  const signed = [[added, ''], [taken, '-']].flatMap(([rows, sign]) =>
    rows == null ? [] : [`SELECT association_id, insurer_id, ${keys.join(', ')}, ${counts.map((count) => `${sign}${count} AS ${count}`).join(', ')} FROM (${of(rows)}) r`]);
  return `INSERT INTO ${table} AS had (${[...columns, 'part', ...counts].join(', ')})
    SELECT scope.association_id, scope.insurer_id, ${keys.map((key) => `t.${key}`).join(', ')}, ${part}, ${counts.map((count) => `sum(t.${count})`).join(', ')}
    FROM (${signed.join(' UNION ALL ')}) t ${SCOPES}
    GROUP BY scope.association_id, scope.insurer_id, ${keys.map((key) => `t.${key}`).join(', ')} HAVING ${counts.map((count) => `sum(t.${count}) <> 0`).join(' OR ')}
    ON CONFLICT (${[...columns, 'part'].join(', ')}) DO UPDATE SET ${counts.map((count) => `${count} = had.${count} + excluded.${count}`).join(', ')}`;
}

function keeping(name: string, tally: Tally): string {
  return `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    own_part smallint := 0;
  BEGIN
    WHILE NOT pg_try_advisory_xact_lock(${PARTS_LOCK}, own_part) LOOP own_part := own_part + 1; END LOOP;
    IF TG_OP = 'INSERT' THEN ${add(tally, 'own_part', 'new_rows', null)};
    ELSIF TG_OP = 'UPDATE' THEN ${add(tally, 'own_part', 'new_rows', 'old_rows')};
    ELSE ${add(tally, 'own_part', null, 'old_rows')}; END IF;
    RETURN NULL;
  END $$`;
}

function triggers(table: string, keep: string, tally: Tally): string[] {
  const rows = { insert: 'NEW TABLE AS new_rows', update: 'NEW TABLE AS new_rows OLD TABLE AS old_rows', delete: 'OLD TABLE AS old_rows' };
  return [
    ...Object.entries(rows).map(([event, seen]) => `CREATE TRIGGER ${table}_tally_${event} AFTER ${event} ON ${table} REFERENCING ${seen} FOR EACH STATEMENT EXECUTE FUNCTION ${keep}()`),
    `CREATE TRIGGER ${table}_tally_truncate AFTER TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION empty_finding_tally('${tally.table}')`,
  ];
}

const STATEMENTS = [
  `CREATE TABLE finding_tally (
    association_id text NOT NULL,
    insurer_id text NOT NULL,
    rule text NOT NULL,
    severity smallint NOT NULL,
    part smallint NOT NULL,
    open integer NOT NULL,
    answered integer NOT NULL,
    PRIMARY KEY (association_id, insurer_id, rule, severity, part)
  )`,
  `CREATE TABLE finding_tally_day (
    association_id text NOT NULL,
    insurer_id text NOT NULL,
    rule text NOT NULL,
    day date NOT NULL,
    part smallint NOT NULL,
    opened integer NOT NULL,
    closed integer NOT NULL,
    PRIMARY KEY (association_id, insurer_id, rule, day, part)
  )`,
  keeping('tally_finding', STANDING),
  keeping('tally_finding_period', BY_DAY),
  `CREATE FUNCTION empty_finding_tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DELETE FROM %I', TG_ARGV[0]); RETURN NULL; END $$`,
  ...triggers('finding', 'tally_finding', STANDING),
  ...triggers('finding_period', 'tally_finding_period', BY_DAY),
  add(STANDING, '0', 'finding', null),
  add(BY_DAY, '0', 'finding_period', null),
];
