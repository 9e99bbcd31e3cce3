import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT, freshDataDir, startCommand } from '../kit/started.ts';
import type { Started } from '../kit/started.ts';

/* `npm start` as a newcomer meets it. */

let started: Started;
let dataDir: string;

beforeAll(async () => {
  dataDir = await freshDataDir();
  started = await startCommand(dataDir);
}, 120_000);

afterAll(() => started.erase(), 60_000);

/** Processes whose command line names the data folder: this start's PostgreSQL and whatever else it left. */
function processesOn(folder: string): string[] {
  return execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(folder) && !line.includes('ps -eo'));
}

function tokenOf(role: string): string {
  const lines = started.output().split('\n');
  const at = lines.findIndex((line) => line.trim().startsWith(`${role} (`));
  return lines[at + 1]?.trim() ?? '';
}

async function ask(query: string, token?: string): Promise<{ data?: Record<string, unknown>; errors?: { extensions: { code: string } }[] }> {
  const response = await fetch(`${started.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify({ query }),
  });
  return (await response.json()) as Awaited<ReturnType<typeof ask>>;
}

const REGIONS_JOINED = '{ associations(first: 100) { edges { node { id accreditation { inForce } policies { edges { node { id } } } } } } }';

describe('npm start', () => {
  it.each(['council', 'association_officer', 'insurer_officer', 'regulator', 'review_body', 'member', 'partner'])('prints a token a %s can use', async (role) => {
    const { errors, data } = await ask('{ programme { mode currency } }', tokenOf(role));
    expect(errors).toBeUndefined();
    expect(data).toEqual({ programme: { mode: 'SANDBOX', currency: 'XTS' } });
  });

  it('answers one query over three houses', async () => {
    const { data, errors } = await ask(REGIONS_JOINED, tokenOf('regulator'));
    expect(errors).toBeUndefined();
    const { edges } = (data as { associations: { edges: { node: { accreditation: { inForce: boolean } } }[] } }).associations;
    expect(edges).toHaveLength(60);
    expect(edges.every(({ node }) => node.accreditation.inForce)).toBe(true);
  });

  it('serves a GraphiQL that loads nothing from another host', async () => {
    const response = await fetch(`${started.url}/graphiql`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).not.toMatch(/(?:src|href)=["']?https?:\/\//);
  });

  it('refuses a forged token', async () => {
    const forged = tokenOf('council').replace(/\.[^.]+$/, '.AAAA');
    expect((await ask('{ programme { mode } }', forged)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('drains on Ctrl-C, leaves no process, and keeps the data for the second start', async () => {
    const before = await ask(REGIONS_JOINED, tokenOf('regulator'));
    expect(processesOn(dataDir).length).toBeGreaterThan(0);
    expect(await started.end('SIGINT')).toBe(0);
    expect(processesOn(dataDir)).toEqual([]);
    started = await startCommand(dataDir);
    expect(started.output()).not.toContain('First start');
    expect(await ask(REGIONS_JOINED, tokenOf('regulator'))).toEqual(before);
    expect(await started.end('SIGTERM')).toBe(0);
    expect(processesOn(dataDir)).toEqual([]);
  }, 60_000);
});

/** Runs it where it must refuse; answers the exit code and what it said. */
async function refusal(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'gateway/start.ts'], { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'development', ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said: said.trim() };
}

describe('npm start where it cannot', () => {
  it('says in one sentence that a setting is wrong', async () => {
    expect(await refusal({ PORT: 'eighty' })).toEqual({ code: 1, said: 'PORT must be a whole number between 0 and 65535.' });
  });

  it('says in one sentence that a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const folder = await freshDataDir();
    const { code, said } = await refusal({ PORT: String(port), DATA_DIR: folder });
    taken.close();
    expect(code).toBe(1);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).toContain(String(port));
    expect(processesOn(folder)).toEqual([]);
  }, 60_000);

  it('says in one sentence that the data folder is broken', async () => {
    const folder = await freshDataDir();
    await mkdir(`${folder}/postgres/cluster`, { recursive: true });
    await writeFile(`${folder}/postgres/cluster/PG_VERSION`, '9\n');
    const { code, said } = await refusal({ DATA_DIR: folder });
    expect(code).toBe(1);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).toContain(folder);
  }, 60_000);
});
