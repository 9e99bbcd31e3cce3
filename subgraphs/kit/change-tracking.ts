/** Column of every tracked table: number of the transaction that wrote the row last. */
export const CHANGED_IN = 'changed_in';

/** As an entity says the column, so that the comparison with the database finds it. Never read with the row. */
export interface Tracked {
  readonly changedIn?: string;
}

export const TRACKED_COLUMN = { name: CHANGED_IN, type: 'bigint', default: () => 'change_number()', select: false } as const;

/** Task that says elsewhere that something changed. Added by the database itself, in the transaction of the change. */
export const TELL_CHANGES = 'tell-changes';

/** A session with this on tells nothing by itself; whoever turns it on writes something that does when it is done. */
export const TOLD_LATER = 'wasq.changes_told_later';

/**
 * What tracking needs once a database. A change is told once a transaction, under a key of its own: one key for all
 * would make writers wait for one another.
 */
export const TRACKING: readonly string[] = [
  // VOLATILE, or it would be worked out once for all rows of a statement that is kept and run again.
  `CREATE FUNCTION change_number() RETURNS bigint LANGUAGE sql VOLATILE AS 'SELECT pg_current_xact_id()::text::bigint'`,
  `CREATE FUNCTION stamp_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.${CHANGED_IN} := change_number(); RETURN NEW; END $$`,
  `CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- Tables are made before the queue is.
    IF to_regnamespace('graphile_worker') IS NOT NULL AND coalesce(current_setting('${TOLD_LATER}', true), '') <> 'on' THEN
      PERFORM graphile_worker.add_job('${TELL_CHANGES}', json_build_object('change', change_number()::text),
        job_key => '${TELL_CHANGES}:' || change_number(), max_attempts => 32000);
    END IF;
    RETURN NULL;
  END $$`,
];

export const NO_TRACKING = 'DROP FUNCTION tell_change, stamp_change, change_number CASCADE';

/** Tracks a table: every row carries the number of its last change, can be read in that order, and a change is told. */
export function trackChanges(table: string, key: readonly string[]): string[] {
  return [
    `ALTER TABLE ${table} ADD COLUMN ${CHANGED_IN} bigint NOT NULL DEFAULT change_number()`,
    `CREATE INDEX ${table}_changes ON ${table} (${[CHANGED_IN, ...key].join(', ')})`,
    `CREATE TRIGGER ${table}_stamp BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION stamp_change()`,
    ...tellChanges(table),
  ];
}

/** A table whose changes are told and not read. */
export function tellChanges(table: string): string[] {
  return [`CREATE TRIGGER ${table}_tell AFTER INSERT OR UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION tell_change()`];
}

export function untrackChanges(table: string): string[] {
  return [
    `DROP TRIGGER ${table}_tell ON ${table}`, `DROP TRIGGER ${table}_stamp ON ${table}`,
    `ALTER TABLE ${table} DROP COLUMN ${CHANGED_IN}`,
  ];
}
