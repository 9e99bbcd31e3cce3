import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SourceUnavailableError } from '../../../../subgraphs/kit/source-unavailable.ts';
import { runPullChanges } from '../../../../subgraphs/regulation/jobs/pull-changes.ts';
import { readFeedStandings } from '../../../../subgraphs/regulation/store/compliance/feed-cursors.ts';
import { emptyCopy } from '../../../../subgraphs/regulation/store/compliance/model-copy.ts';
import { openModelHouse } from './model-house.ts';
import type { ModelHouse } from './model-house.ts';

const LIVES = 40;

describe('what is followed of other houses', () => {
  let house: ModelHouse;
  let association: string;

  const counted = async (sql: string): Promise<number> => Number((await house.database.query<{ n: string }[]>(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);
  const employ = (coverFrom = '2025-01-01'): void => {
    const id = randomUUID();
    house.world.life({ id, personId: id, associationId: association, employeeId: id, relationship: 'SELF', birthDate: '1990-05-05', sex: 'FEMALE', maritalStatus: null, works: null, employmentStart: '2025-01-01', coverFrom, leftOn: null });
  };
  const mustBeCovered = async (): Promise<number> => Number((await house.database.query<{ must: string }[]>(
    'SELECT must FROM compliance_standing WHERE association_id = $1 ORDER BY from_day DESC LIMIT 1', [association]))[0]?.must ?? 0);

  beforeAll(async () => {
    house = await openModelHouse();
    association = house.world.association('SA-01');
    for (let life = 0; life < LIVES; life += 1) employ();
  });

  afterAll(() => house.close());

  it('is read from where it was left when a house was down in the midst of it', async () => {
    let asks = 0;
    house.world.onAsk = (feed) => {
      if (feed === 'memberChanges' && ++asks === 3) throw new Error('down');
    };
    await expect(runPullChanges(house.services, {}, Infinity)).rejects.toThrow(SourceUnavailableError);
    expect(await counted('compliance_life')).toBe(2 * house.world.pageRows);
    await runPullChanges(house.services, {}, Infinity);
    expect(await counted('compliance_life')).toBe(LIVES);
    expect(await mustBeCovered()).toBe(LIVES);
  });

  it('is not lost when the reader dies with a page in its hands', async () => {
    for (let life = 0; life < 5; life += 1) employ();
    await house.database.query('ALTER TABLE compliance_life ADD CONSTRAINT full_up CHECK (false) NOT VALID');
    await expect(runPullChanges(house.services, { source: 'associations' }, Infinity)).rejects.toThrow();
    expect(await counted('compliance_life')).toBe(LIVES);
    await house.database.query('ALTER TABLE compliance_life DROP CONSTRAINT full_up');
    await runPullChanges(house.services, { source: 'associations' }, Infinity);
    expect(await counted('compliance_life')).toBe(LIVES + 5);
    expect(await mustBeCovered()).toBe(LIVES + 5);
  });

  it('is counted when the reader died between keeping a page and counting it', async () => {
    employ();
    await house.database.query('ALTER TABLE compliance_standing ADD CONSTRAINT full_up CHECK (false) NOT VALID');
    await expect(runPullChanges(house.services, {}, Infinity)).rejects.toThrow();
    expect(await counted('compliance_life')).toBe(LIVES + 6);
    expect(await mustBeCovered()).toBe(LIVES + 5);
    await house.database.query('ALTER TABLE compliance_standing DROP CONSTRAINT full_up');
    await runPullChanges(house.services, {}, Infinity);
    expect(await mustBeCovered()).toBe(LIVES + 6);
  });

  it('changes nothing when it is said twice, by whomever', async () => {
    for (let life = 0; life < 30; life += 1) employ();
    await Promise.all([runPullChanges(house.services, {}, Infinity), runPullChanges(house.services, {}, Infinity), runPullChanges(house.services, {}, Infinity)]);
    expect(await mustBeCovered()).toBe(LIVES + 36);
    await house.database.query('DELETE FROM touched_subject');
    await house.database.query(`UPDATE compliance_feed SET cursor = '0'`);
    const before = await house.database.query('SELECT xmin::text, id FROM compliance_life ORDER BY id');
    await runPullChanges(house.services, {}, Infinity);
    expect(await house.database.query('SELECT xmin::text, id FROM compliance_life ORDER BY id')).toEqual(before);
    expect([await counted('compliance_touched'), await counted('touched_subject')]).toEqual([0, 0]);
  });

  it('has whoever changed judged, and nobody before everything was read once', async () => {
    const waiting = (): Promise<number> => counted(`touched_subject WHERE kind = 'MEMBER'`);
    await emptyCopy(house.database.manager, 'live');
    await runPullChanges(house.services, { source: 'associations' }, Infinity);
    expect(await waiting()).toBe(0);
    await runPullChanges(house.services, { source: 'insurers' }, Infinity);
    expect(await waiting()).toBe(LIVES + 36);
    await house.database.query('DELETE FROM touched_subject');
    employ();
    await runPullChanges(house.services, { source: 'associations' }, Infinity);
    expect(await waiting()).toBe(1);
  });

  it('does not grow older when an old answer comes late', async () => {
    const asOf = async (): Promise<string | undefined> => (await readFeedStandings(house.database.manager)).find(({ feed }) => feed === 'members')?.asOf.toISOString();
    house.world.asOf = '2026-03-01T10:00:00.000Z';
    await runPullChanges(house.services, {}, Infinity);
    house.world.asOf = '2026-03-01T08:00:00.000Z';
    await runPullChanges(house.services, {}, Infinity);
    expect(await asOf()).toBe('2026-03-01T10:00:00.000Z');
  });
});
