import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { ConfigError } from '../../gateway/config.ts';
import type { HouseDatabase } from '../../gateway/embedded/house-databases.ts';
import { makeTables } from '../../gateway/make-tables.ts';
import { isEmpty, seedSample } from '../../gateway/sample-seed.ts';
import { createDatabase } from '../kit/database.ts';
import type { TestDatabase } from '../kit/database.ts';

const HOUSES = ['associations', 'regulation', 'insurers'] as const;
type House = (typeof HOUSES)[number];
const SIZE = { associations: 3, employees: 30 };

let fresh: TestDatabase[];
let databases: Map<House, HouseDatabase>;
const target = () => ({ databases, fieldKeys: { associations: KEY } });
const KEY = randomBytes(32).toString('base64');

beforeEach(async () => {
  fresh = await Promise.all(HOUSES.map(() => createDatabase()));
  databases = new Map(HOUSES.map((house, at) => {
    const { url = '' } = fresh[at] ?? {};
    return [house, { appUrl: url, migratorUrl: url }];
  }));
});

afterEach(async () => {
  for (const database of fresh) await database.drop();
});

async function column<Value>(house: House, text: string): Promise<Value[]> {
  const client = new Client({ connectionString: databases.get(house)?.appUrl });
  await client.connect();
  try {
    return (await client.query<{ value: Value }>(`SELECT value FROM (${text}) AS asked (value) ORDER BY 1`)).rows.map(({ value }) => value);
  } finally {
    await client.end();
  }
}

/** What there is, by what the houses have in common: the same people and associations are in all of them. */
const held = async () => ({
  covered: await column<string>('insurers', 'SELECT DISTINCT member_id FROM coverage'),
  covers: await column<number>('insurers', 'SELECT count(*)::int FROM coverage'),
  insured: await column<string>('insurers', 'SELECT DISTINCT association_id FROM policy'),
  accredited: await column<string>('regulation', `SELECT subject_id FROM accreditation`),
  registered: await column<string>('associations', 'SELECT id FROM association'),
  onRosters: await column<string>('associations', 'SELECT id FROM member'),
});

class Cut extends Error {}

/** Seeds until a house has been filled, and then no further: what a process that was killed there leaves. */
async function seedUntil(filled: string): Promise<void> {
  const said: string[] = [];
  await expect(seedSample(target(), SIZE, (line) => {
    said.push(line);
    if (line.includes(filled)) throw new Cut();
  })).rejects.toThrow(Cut);
  expect(said.at(-1)).toContain(filled);
}

describe('a sample', () => {
  it('is asked for where no house has ever stood', async () => {
    expect(await isEmpty(target())).toBe(true);
    await makeTables(databases, 'SANDBOX');
    expect(await isEmpty(target())).toBe(true);
  });

  it.each(['covers', 'accreditations'])('that was cut short behind the %s is gone on with', async (filled) => {
    await makeTables(databases, 'SANDBOX');
    await seedUntil(filled);
    expect(await isEmpty(target())).toBe(true);
    const before = await held();
    expect(before.covers).not.toEqual([0]);
    expect(before.registered).toEqual([]);
    await seedSample(target(), SIZE);
    expect(await isEmpty(target())).toBe(false);
    const after = await held();
    expect(after).toMatchObject({ covered: before.covered, covers: before.covers });
    expect(after.registered).toHaveLength(SIZE.associations);
    expect(after.insured).toEqual(after.registered);
    expect(after.covered).toEqual(after.onRosters);
    expect(after.accredited).toEqual(expect.arrayContaining(after.registered));
    expect(new Set(after.accredited).size).toBe(after.accredited.length);
  });

  it.each([{ associations: 4, employees: 30 }, { associations: 3, employees: 31 }, { ...SIZE, insurers: 7 }])('of other sizes is not: %j', async (size) => {
    await makeTables(databases, 'SANDBOX');
    await seedUntil('covers');
    const before = await held();
    await expect(seedSample(target(), size)).rejects.toThrow(ConfigError);
    expect(await held()).toEqual(before);
  });
});
