import { Client } from 'pg';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import { copyMembers } from './copy-members.ts';
import { digestOf, fingerprintOf } from './roster-member.ts';
import { sealedMembers } from './sealed-members.ts';
import type { Sealable } from './sealed-members.ts';

/** A made-up association. */
export interface SampleAssociationRow {
  readonly id: string;
  readonly licenseNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly region: string;
  readonly city: string;
  readonly people: Iterable<SamplePersonRow>;
}

/** A made-up life: a good roster line whose links are known. */
export interface SamplePersonRow extends RosterLine {
  readonly id: string;
  readonly subscriberId: string;
}

/**
 * Puts sample associations and their rosters into a migrated database that holds none, in one transaction. People are
 * taken as they come and sent on, so that half a million of them need no memory. Answers how many there are.
 */
export async function seedAssociationsSample(
  databaseUrl: string,
  cipher: FieldCipher,
  associations: readonly SampleAssociationRow[],
): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO association (id, license_number, name_ar, name_en, region, city)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])`,
      [
        associations.map(({ id }) => id), associations.map(({ licenseNumber }) => licenseNumber), associations.map(({ nameAr }) => nameAr),
        associations.map(({ nameEn }) => nameEn), associations.map(({ region }) => region), associations.map(({ city }) => city),
      ],
    );
    const lives = await copyMembers(client, sealedMembers(cipher, livesOf(cipher, associations)));
    // Whoever was born while the employee was covered was announced in time; all others were entered when the sample was.
    await client.query(`UPDATE member SET entered_at = cover_from + interval '9 days' WHERE relationship = 'CHILD' AND cover_from = birth_date`);
    await client.query('COMMIT');
    return lives;
  } finally {
    await client.end();
  }
}

function* livesOf(cipher: FieldCipher, associations: readonly SampleAssociationRow[]): Generator<Sealable> {
  for (const { id: associationId, people } of associations) {
    for (const person of people) {
      const links = { associationId, id: person.id, subscriberId: person.subscriberId };
      yield { roster: person, links, fingerprint: fingerprintOf(cipher, person.nationalId), digest: digestOf(cipher, person) };
    }
  }
}

/** True when nobody is registered yet, or the database is too new to have a table for it. */
export async function holdsNoAssociation(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: [table] } = await client.query<{ isThere: boolean }>(`SELECT to_regclass('association') IS NOT NULL AS "isThere"`);
    if (table?.isThere !== true) return true;
    const { rowCount } = await client.query('SELECT 1 FROM association LIMIT 1');
    return rowCount === 0;
  } finally {
    await client.end();
  }
}
