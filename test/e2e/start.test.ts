import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { riyadhDateOf } from '../../subgraphs/kit/riyadh-date.ts';
import { httpDoor } from '../kit/http-door.ts';
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

/** How many findings opened and closed, by rule, once the sample has been read and everybody judged. */
async function findingsOf({ url, dataDir: folder }: Started): Promise<Record<'opened' | 'closed', Record<string, number>>> {
  const door = await httpDoor(url, folder);
  type Overview = { complianceOverview: { figures: { value: string }[]; sources: { upToDate: boolean }[] } };
  await door.until<Overview>('regulator', '{ complianceOverview { figures(of: [COVERED]) { value } sources { upToDate } } }', {},
    ({ complianceOverview: { figures: [covered], sources } }) => Number(covered?.value) > 0 && sources.every(({ upToDate }) => upToDate));
  // Behind an evaluation of everything whoever was found wrongly has been judged again.
  const { evaluation } = await door.tell<{ evaluation: { id: string } }>('regulator', 'evaluateCompliance', 'EvaluateComplianceInput', {}, 'evaluation { id }');
  await door.until<{ complianceEvaluation: { state: string } }>('regulator', 'query ($id: ID!) { complianceEvaluation(id: $id) { state } }', { id: evaluation.id }, (data) => data.complianceEvaluation.state === 'ENDED');
  const { data } = await door.ask('regulator', 'query ($from: Date!, $to: Date!) { findingCounts(from: $from, to: $to) { ruleId points { opened closed } } }',
    { from: riyadhDateOf(new Date(), -1), to: riyadhDateOf(new Date()) });
  const { findingCounts } = data as unknown as { findingCounts: { ruleId: string; points: { opened: number; closed: number }[] }[] };
  const sum = (of: 'opened' | 'closed') =>
    Object.fromEntries(findingCounts.map(({ ruleId, points }) => [ruleId, points.reduce((total, point) => total + point[of], 0)] as const).filter(([, count]) => count > 0));
  return { opened: sum('opened'), closed: sum('closed') };
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

  it('has taken back nothing that it found: nobody was judged while one house was full and the next still empty', async () => {
    const { opened, closed } = await findingsOf(started);
    expect(opened).not.toEqual({});
    expect(closed).toEqual({});
  }, 120_000);

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

describe('npm start over a sample that was killed between two houses', () => {
  it('fills the others, and takes nothing back', async () => {
    const folder = await freshDataDir();
    const seeding = spawn(process.execPath, ['--import', 'tsx', 'gateway/seed.ts'], { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'development', DATA_DIR: folder }, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    seeding.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('covers in')) seeding.kill('SIGKILL');
    });
    expect(await once(seeding, 'exit')).toEqual([null, 'SIGKILL']);
    const next = await startCommand(folder);
    try {
      // It was before the associations were there, or this start would not be a first one.
      expect(next.output()).toContain('First start');
      const { data } = await (await httpDoor(next.url, folder)).ask('regulator', REGIONS_JOINED);
      const { edges } = (data as unknown as { associations: { edges: { node: { accreditation: { inForce: boolean }; policies: { edges: unknown[] } } }[] } }).associations;
      expect(edges).toHaveLength(60);
      expect(edges.every(({ node }) => node.accreditation.inForce && node.policies.edges.length === 3)).toBe(true);
      expect((await findingsOf(next)).closed).toEqual({});
    } finally {
      await next.end('SIGTERM');
      await next.erase();
    }
  }, 180_000);
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
