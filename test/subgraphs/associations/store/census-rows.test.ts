import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ageBandAt } from '../../../../subgraphs/associations/domain/procurement/age-band.ts';
import { readCensusRows } from '../../../../subgraphs/associations/store/census-rows.ts';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { createDatabase } from '../../../kit/database.ts';
import type { TestDatabase } from '../../../kit/database.ts';
import { openRosterDesk } from '../roster-desk.ts';
import type { RosterDesk } from '../roster-desk.ts';

let fresh: TestDatabase;
let desk: RosterDesk;
const statements: string[] = [];

beforeAll(async () => {
  fresh = await createDatabase();
  desk = await openRosterDesk({ databaseUrl: fresh.url, onStatement: (sql) => void statements.push(sql) });
});

afterAll(async () => {
  await desk.close();
  await fresh.drop();
});

async function addLife(associationId: string, life: { birthDate: string; relationship?: string; sex?: string; leftOn?: string | null }): Promise<void> {
  await desk.database.query(
    `INSERT INTO member (association_id, fingerprint, id, subscriber_id, digest, person, id_tail, relationship, birth_date, sex, nationality, policy_class, region, cover_from, left_on)
     VALUES ($1, $2, $3, $3, '', '', '', $4, $5, $6, 'SA', 'B', 'SA-01', '2026-01-01', $7)`,
    [associationId, randomBytes(16), newId(), life.relationship ?? 'SELF', life.birthDate, life.sex ?? 'MALE', life.leftOn ?? null],
  );
}

describe('the census of rosters', () => {
  it.each(['2026-02-28', '2026-03-01', '2028-02-29', '2026-12-31'])('puts every birthday in the band the domain puts it in, on %s', async (day) => {
    const id = newId();
    const births = ['1961', '1960', '1966', '1967', '1981', '1996', '2001', '2002', '2008', '2009', '1976'].flatMap((year) => ['02-27', '02-28', '03-01', '12-31', '01-01'].map((rest) => `${year}-${rest}`));
    births.push('1960-02-29', '1996-02-29', '2008-02-29', '2004-02-29');
    for (const birthDate of births) await addLife(id, { birthDate });
    const expected: Record<string, number> = {};
    for (const birthDate of births) expected[ageBandAt(birthDate, day)] = (expected[ageBandAt(birthDate, day)] ?? 0) + 1;
    const rows = await readCensusRows(desk.database.manager, [id], day);
    expect(Object.fromEntries(rows.map(({ ageBand, lives }) => [ageBand, lives]))).toEqual(expected);
  });

  it('tells associations, statuses and sexes apart, in one statement', async () => {
    const [a, b] = [newId(), newId()];
    await addLife(a, { birthDate: '1990-05-05' });
    await addLife(a, { birthDate: '1996-05-05' });
    await addLife(a, { birthDate: '1992-05-05', relationship: 'SPOUSE', sex: 'FEMALE' });
    await addLife(b, { birthDate: '1990-05-05' });
    statements.length = 0;
    const rows = await readCensusRows(desk.database.manager, [a, b, newId()], '2026-06-01');
    expect(statements).toHaveLength(1);
    const cell = { policyClass: 'B', region: 'SA-01' };
    expect(rows).toEqual([
      { ...cell, associationId: a, status: 'EMPLOYEE', sex: 'MALE', ageBand: '35-39', lives: 1 },
      { ...cell, associationId: a, status: 'EMPLOYEE', sex: 'MALE', ageBand: '30-34', lives: 1 },
      { ...cell, associationId: a, status: 'SPOUSE', sex: 'FEMALE', ageBand: '30-34', lives: 1 },
      { ...cell, associationId: b, status: 'EMPLOYEE', sex: 'MALE', ageBand: '35-39', lives: 1 },
    ].sort((x, y) => `${x.associationId}${x.status}${x.sex}${x.ageBand}`.localeCompare(`${y.associationId}${y.status}${y.sex}${y.ageBand}`)));
  });

  it('counts whom the roster has on that day: neither who left by then nor who is not born yet', async () => {
    const id = newId();
    await addLife(id, { birthDate: '1990-05-05', leftOn: '2026-06-01' });
    await addLife(id, { birthDate: '1990-05-05', leftOn: '2026-06-02' });
    await addLife(id, { birthDate: '2026-06-01' });
    await addLife(id, { birthDate: '2026-06-02' });
    const rows = await readCensusRows(desk.database.manager, [id], '2026-06-01');
    expect(rows.map(({ ageBand, lives }) => [ageBand, lives])).toEqual([['0-17', 1], ['35-39', 1]]);
  });
});
