import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { eraseDataFolder } from '../../gateway/embedded/erase-data-folder.ts';
import { startPostgres } from '../../gateway/embedded/postgres.ts';
import { generateSample } from '../../gateway/sample/generate.ts';
import { rosterCsv } from '../../gateway/sample/roster-csv.ts';
import type { SamplePerson } from '../../gateway/sample/people.ts';
import { openRosterDesk } from '../subgraphs/associations/roster-desk.ts';
import type { RosterDesk, UploadAnswer } from '../subgraphs/associations/roster-desk.ts';
import { atLeast, atMost, median, reported } from './measure.ts';
import type { Bench } from './measure.ts';

const LINES = 100_000;
const LONG_LINES = 400_000;
const ROUNDS = 5;
const MB = 1024 * 1024;

/** Importing a roster file over HTTP, every line checked, beside plain COPY of the rows it makes into the same table. */
export const bench: Bench = async (say) => {
  const folder = await mkdtemp(join(tmpdir(), 'wasq-bench-'));
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  const server = await startPostgres({ dataDir });
  const desk = await openRosterDesk({ databaseUrl: server.adminUrl });
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  try {
    const file = join(folder, 'roster.csv');
    await writeRoster(file, LINES);
    say(`${LINES} lines`);
    // The first import counts for memory, where it finds none, and not for time.
    let { growth } = await importOnce(desk, client, file, LINES);
    const rows = await dump(client);

    const imports: number[] = [];
    const copies: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      copies.push(await copyOnce(client, rows));
      const { seconds, growth: grown } = await importOnce(desk, client, file, LINES);
      imports.push(seconds);
      growth = Math.max(growth, grown);
      say(`round ${round}: COPY ${copies.at(-1)?.toFixed(2)} s, import ${seconds.toFixed(2)} s, memory +${(grown / MB).toFixed(0)} MB`);
    }
    const again = await sendAgain(desk, client, file);

    const long = join(folder, 'long.csv');
    await writeRoster(long, LONG_LINES);
    const longer = await importOnce(desk, client, long, LONG_LINES);
    say(`${LONG_LINES} lines: import ${longer.seconds.toFixed(2)} s, memory +${(longer.growth / MB).toFixed(0)} MB`);

    return [
      atLeast('roster import, rate against plain COPY', median(copies) / median(imports), 'of its rate', 0.3),
      atMost(`roster import of ${LINES} lines, memory growth`, growth / MB, 'MB', 150),
      atMost(`roster import of ${LONG_LINES} lines, memory growth`, longer.growth / MB, 'MB', 150),
      reported('roster import, rate', LINES / median(imports), 'lines/s'),
      reported('plain COPY of the same rows, rate', LINES / median(copies), 'rows/s'),
      reported('same file again, rate', LINES / again, 'lines/s'),
    ];
  } finally {
    sender?.kill();
    await client.end();
    await desk.close();
    await server.stop();
    await eraseDataFolder(dataDir);
    await rm(folder, { recursive: true, force: true });
  }
};

/** Families of as many sample associations as the lines need, in one file. */
async function writeRoster(file: string, lines: number): Promise<void> {
  const sample = generateSample({ associations: Math.ceil(lines / 700), employees: Math.ceil(lines / 700) * 290, seed: 7, today: new Date().toISOString().slice(0, 10) });
  function* people(): Generator<SamplePerson> {
    let count = 0;
    for (const association of sample.associations) {
      for (const person of sample.people(association)) {
        if (count === lines) return;
        count += 1;
        yield person;
      }
    }
    if (count < lines) throw new Error(`the sample has only ${count} people`);
  }
  await writeFile(file, Readable.from(rosterCsv(people())));
}

/** An empty table, and nothing of the round before left for the server to do. */
async function clear(client: pg.Client): Promise<void> {
  await client.query('TRUNCATE member');
  await client.query('CHECKPOINT');
}

/** Sends files from a process of its own, as every sender is. */
const SENDER = `
  const { createReadStream } = require('node:fs');
  const { request } = require('node:http');
  process.on('message', ({ url, file }) => {
    const sending = request(url, { method: 'PUT' }, async (response) => {
      let text = '';
      for await (const piece of response) text += piece;
      process.send(JSON.parse(text));
    });
    createReadStream(file).pipe(sending);
  });
  process.send('ready');`;

let sender: ChildProcess | null = null;

async function put(url: string, file: string): Promise<UploadAnswer> {
  if (sender === null) {
    sender = spawn(process.execPath, ['--eval', SENDER], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    await once(sender, 'message');
  }
  sender.send({ url, file });
  const [answer] = (await once(sender, 'message')) as [UploadAnswer];
  return answer;
}

async function importOnce(desk: RosterDesk, client: pg.Client, file: string, lines: number): Promise<{ seconds: number; growth: number }> {
  await clear(client);
  const { url } = await desk.address(await desk.addAssociation());
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  const started = performance.now();
  const answer = await put(url, file);
  const seconds = (performance.now() - started) / 1_000;
  clearInterval(watch);
  if (answer.added !== lines) throw new Error(`the import kept ${answer.added} of ${lines} lines and rejected ${answer.rejected}`);
  return { seconds, growth: most - before };
}

async function sendAgain(desk: RosterDesk, client: pg.Client, file: string): Promise<number> {
  const [row] = (await client.query<{ association_id: string }>('SELECT association_id FROM member LIMIT 1')).rows;
  const { url } = await desk.address(row?.association_id ?? '');
  const started = performance.now();
  const answer = await put(url, file);
  if (answer.unchanged !== LINES) throw new Error(`the second import left ${answer.unchanged} of ${LINES} lines alone`);
  return (performance.now() - started) / 1_000;
}

/** The rows of the table in the form COPY takes fastest. */
async function dump(client: pg.Client): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of client.query(copyTo('COPY member TO STDOUT (FORMAT binary)')) as AsyncIterable<Buffer>) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function copyOnce(client: pg.Client, rows: Buffer): Promise<number> {
  await clear(client);
  const started = performance.now();
  const pieces = Array.from({ length: Math.ceil(rows.length / 65_536) }, (_, at) => rows.subarray(at * 65_536, (at + 1) * 65_536));
  await pipeline(Readable.from(pieces), client.query(copyFrom('COPY member FROM STDIN (FORMAT binary)')));
  return (performance.now() - started) / 1_000;
}
