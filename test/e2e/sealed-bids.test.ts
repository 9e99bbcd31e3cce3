import { createReadStream } from 'node:fs';
import { open as openFile, readdir, readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { BidBody } from '../../schema/contracts/bid-body.ts';
import { generateSample } from '../../gateway/sample/generate.ts';
import { DEFAULT_SAMPLE, sampleRequest } from '../../gateway/sample-seed.ts';
import { httpDoor } from '../kit/http-door.ts';
import { ROOT, freshDataDir, startCommand } from '../kit/started.ts';
import type { Started } from '../kit/started.ts';
import { open, openTender, publish, seal, untilState } from '../kit/story.ts';
import type { Door, StoryTender } from '../kit/story.ts';

/*
 * No house's database, log or memory holds a readable rate before the opening. The insurer's side runs here, the
 * programme in a process of its own, so a rate that is found there was readable there. One rate is made so odd that
 * it cannot be found by accident; after the opening the same search must find it, or it would prove nothing.
 */
const ODD_WHOLE = '7319264';
const oddRate = (body: BidBody): BidBody => ({
  ...body,
  rates: body.rates.map((rate, index) => (index === 0 ? { ...rate, annualPremium: `${ODD_WHOLE}.00` } : rate)),
});

let started: Started;
let door: Door;
let tender: StoryTender;

beforeAll(async () => {
  started = await startCommand(await freshDataDir(), { LOG_LEVEL: 'debug' }, ['--heapsnapshot-signal=SIGUSR2']);
  door = await httpDoor(started.url, started.dataDir);
  const sample = generateSample(sampleRequest(DEFAULT_SAMPLE));
  tender = await openTender(door, { enquiriesEnd: 4, biddingEnds: 30, minimumBids: 1 });
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
    // The control: what was sent in clear, the tender's id, is found in memory by the same search.
    expect(await memoryHolds([ODD_WHOLE, tender.id])).toEqual([false, true]);

    await open(door, tender);
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

/** Writes the process's heap to a file and searches it for each text. */
async function memoryHolds(texts: readonly string[]): Promise<boolean[]> {
  const before = new Set(await readdir(ROOT));
  started.child.kill('SIGUSR2');
  const file = await newSnapshot(before);
  const found = texts.map(() => false);
  let tail = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 4 << 20 })) {
    const window = tail + (chunk as string);
    texts.forEach((text, index) => (found[index] ||= window.includes(text)));
    tail = window.slice(-64);
  }
  await rm(file);
  return found;
}

/** The snapshot is whole once its last character, the end of its JSON, is written. */
async function newSnapshot(before: ReadonlySet<string>): Promise<string> {
  for (;;) {
    const name = (await readdir(ROOT)).find((each) => each.endsWith('.heapsnapshot') && !before.has(each));
    if (name !== undefined) {
      const end = await lastCharacters(`${ROOT}${name}`);
      if (end.trimEnd().endsWith(']}')) return `${ROOT}${name}`;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function lastCharacters(file: string): Promise<string> {
  const handle = await openFile(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, Math.max(0, size - 16));
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}
