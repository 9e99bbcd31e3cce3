import { open, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { BidBody } from '../../schema/contracts/bid-body.ts';
import { generateSample } from '../../gateway/sample/generate.ts';
import { DEFAULT_SAMPLE, sampleRequest } from '../../gateway/sample-seed.ts';
import { httpDoor } from '../kit/http-door.ts';
import { freshDataDir, startCommand } from '../kit/started.ts';
import type { Started } from '../kit/started.ts';
import { open as openBids, openTender, publish, seal, untilState } from '../kit/story.ts';
import type { Door, StoryTender } from '../kit/story.ts';

/*
 * No house's database, log or memory holds a readable rate before the opening. The insurer's side runs here, the
 * programme in a process of its own, so a rate that is found there was readable there. One rate is made so odd that
 * it cannot be found by accident; after the opening the same search must find it, or it would prove nothing.
 */
const ODD_WHOLE = '731926485017';
const CONTROL = 'ControlEight5Two9Seven';
const oddRate = (body: BidBody): BidBody => ({
  ...body,
  rates: body.rates.map((rate, index) => (index === 0 ? { ...rate, annualPremium: `${ODD_WHOLE}.00` } : rate)),
});

let started: Started;
let door: Door;
let tender: StoryTender;

beforeAll(async () => {
  started = await startCommand(await freshDataDir(), { LOG_LEVEL: 'debug' });
  door = await httpDoor(started.url, started.dataDir);
  const sample = generateSample(sampleRequest(DEFAULT_SAMPLE));
  tender = await openTender(door, { enquiriesEnd: 6, biddingEnds: 19, minimumBids: 1 });
  await publish(door, tender, { ...sample, associations: sample.associations.slice(0, 3) });
  await untilState(door, tender, 'BIDDING');
  expect((await seal(door, tender, sample, 0, oddRate)).problems).toEqual([]);
}, 120_000);

afterAll(async () => {
  await started.end('SIGTERM');
  await started.erase();
}, 60_000);

describe('a sealed bid', () => {
  it('is readable in no database, log or memory before the opening, and in the database after it', async () => {
    expect(await databasesHold(ODD_WHOLE)).toBe(false);
    expect(started.output()).not.toContain(ODD_WHOLE);
    // The control: what was sent in clear is found in memory by the same search.
    await door.ask('council', `query ${CONTROL} { programme { mode } }`);
    expect(await memoryHolds([ODD_WHOLE, CONTROL])).toEqual([false, true]);

    await openBids(door, tender);
    expect(await databasesHold(ODD_WHOLE)).toBe(true);
    expect(started.output()).not.toContain(ODD_WHOLE);
  }, 180_000);
});

/** Every row of every table of every house as text; bytea stands there in hex, so the digits' hex is looked for too. */
async function databasesHold(text: string): Promise<boolean> {
  const { passwords } = JSON.parse(await readFile(`${started.dataDir}/secrets.json`, 'utf8')) as { passwords: Record<string, string> };
  const port = await postgresPort();
  for (const house of ['associations', 'regulation', 'insurers']) {
    const client = new Client({ host: '127.0.0.1', port, database: house, user: `${house}_migrator`, password: passwords[`${house}_migrator`] });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>("SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')");
      expect(tables.length).toBeGreaterThan(5);
      for (const { name } of tables) {
        const { rowCount } = await client.query(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE '%' || $1 || '%' OR t::text LIKE '%' || $2 || '%' LIMIT 1`, [text, Buffer.from(text).toString('hex')]);
        if (rowCount !== 0) return true;
      }
    } finally {
      await client.end();
    }
  }
  return false;
}

async function postgresPort(): Promise<number> {
  const home = await readFile(`${started.dataDir}/postgres/data-is-in.txt`, 'utf8').then((at) => at.trim().split('\n').at(-1) ?? '', () => `${started.dataDir}/postgres`);
  const lines = (await readFile(`${home}/cluster/postmaster.pid`, 'utf8')).split('\n');
  return Number(lines[3]);
}

/**
 * Searches all memory of the process, also what is freed and not yet overwritten, for each text as one byte or two
 * bytes a letter: the two ways a string lies in memory.
 */
async function memoryHolds(texts: readonly string[]): Promise<boolean[]> {
  const pid = started.child.pid as number;
  const patterns = texts.map((text) => [Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')]);
  const found = texts.map(() => false);
  const memory = await open(`/proc/${pid}/mem`, 'r');
  try {
    for (const [from, to] of await readableRegions(pid)) {
      for (let at = from; at < to; at += CHUNK - OVERLAP) {
        const length = Math.min(CHUNK, to - at);
        // A region may be gone, or be one the kernel does not show: then there is nothing of it to search.
        const chunk = await memory.read(Buffer.alloc(length), 0, length, at).then(({ buffer, bytesRead }) => buffer.subarray(0, bytesRead), () => null);
        if (chunk === null) break;
        patterns.forEach((pair, index) => (found[index] ||= pair.some((pattern) => chunk.includes(pattern))));
      }
    }
  } finally {
    await memory.close();
  }
  return found;
}

const CHUNK = 8 << 20;
const OVERLAP = 256;

async function readableRegions(pid: number): Promise<[number, number][]> {
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8');
  return maps.split('\n').flatMap((line): [number, number][] => {
    const region = /^([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+\s*(\S*)/.exec(line);
    if (region === null || region[3]?.startsWith('[v')) return [];
    return [[Number.parseInt(region[1] ?? '', 16), Number.parseInt(region[2] ?? '', 16)]];
  });
}
