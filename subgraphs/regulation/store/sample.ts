import type { DataSource } from 'typeorm';
import { openDatabase } from '../../kit/database.ts';
import { newId } from '../../kit/identifier.ts';
import type { AccreditationKind, AccreditationState } from '../domain/accreditation-life.ts';
import { MIGRATIONS } from './migrations.ts';
import { TABLES } from './tables.ts';

/** One accreditation of a made-up subject. */
export interface SampleAccreditation {
  readonly kind: AccreditationKind;
  readonly subjectId: string;
  readonly level: number | null;
  /** 'YYYY-MM-DD'. */
  readonly validFrom: string;
  readonly validTo: string;
  readonly state: AccreditationState;
}

const AT_ONCE = 5_000;

/**
 * Puts sample accreditations into a migrated database in one transaction, thousands in one statement, marked as decided
 * by the sample and by no source. A subject that has one keeps it, so seeding again adds nothing.
 */
export async function seedRegulationSample(
  database: DataSource | string, { accreditations }: { readonly accreditations: readonly SampleAccreditation[] }, now: Date,
): Promise<void> {
  if (typeof database === 'string') {
    const source = await openDatabase({ url: database, tables: TABLES, migrations: MIGRATIONS, poolSize: 1 });
    try {
      return await seedRegulationSample(source, { accreditations }, now);
    } finally {
      await source.destroy();
    }
  }
  const facts = [{ name: 'sample', value: true, source: 'sample', asOf: now.toISOString(), verifiedBy: 'sample' }];
  await database.transaction(async (tx) => {
    for (let at = 0; at < accreditations.length; at += AT_ONCE) {
      const rows = accreditations.slice(at, at + AT_ONCE);
      await tx.query(
        `INSERT INTO accreditation (id, kind, subject_id, state, level, valid_from, valid_to, decision_mode, facts, rules_evaluated, version)
         SELECT row.id, row.kind, row.subject_id, row.state, row.level, row.valid_from, row.valid_to, 'AUTO', $8::jsonb, '[]', 1
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::date[], $7::date[])
           AS row (id, kind, subject_id, state, level, valid_from, valid_to)
         WHERE NOT EXISTS (SELECT 1 FROM accreditation had WHERE had.kind = row.kind AND had.subject_id = row.subject_id)
         ON CONFLICT DO NOTHING`,
        [
          rows.map(() => newId()), rows.map(({ kind }) => kind), rows.map(({ subjectId }) => subjectId), rows.map(({ state }) => state),
          rows.map(({ level }) => level), rows.map(({ validFrom }) => validFrom), rows.map(({ validTo }) => validTo), JSON.stringify(facts),
        ],
      );
    }
  });
}
