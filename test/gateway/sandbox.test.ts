import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { startProcess } from '../kit/process.ts';
import type { Process } from '../kit/process.ts';

const PORTS = ['TOKENS', 'CIVIL_REGISTRY', 'SOCIAL_INSURANCE', 'NONPROFIT_LICENCES', 'INSURER_LICENCES', 'INSURER_QUALIFICATIONS', 'BANK'];
const ANY_PORTS = Object.fromEntries(PORTS.map((name) => [`${name}_PORT`, '0']));

let dataDir: string;
let running: Process | null = null;
beforeAll(async () => { dataDir = await mkdtemp(`${tmpdir()}/wasq-sandbox-`); });
afterEach(() => running?.end('SIGKILL'));
afterAll(() => rm(dataDir, { recursive: true }));

function start(env: Record<string, string> = {}): Process {
  running = startProcess(['gateway/sandbox.ts'], { ...ANY_PORTS, DATA_DIR: dataDir, ...env });
  return running;
}

describe('npm run sandbox', () => {
  it('prints the settings of the sources, and a token a role that its published keys verify; ends on SIGTERM', async () => {
    const sandbox = start({ ASSOCIATION_ID: 'a-1', INSURER_ID: 'i-1', MEMBER_ID: 'm-1' });
    await sandbox.says(/partner \(.*\)\n {2}\S+\n/);
    const setting = (name: string) => new RegExp(`^  ${name}=(\\S+)$`, 'm').exec(sandbox.output())?.[1] ?? '';

    const asked = await fetch(`${setting('BANK_URL')}/iban-ownerships`, {
      method: 'POST', body: JSON.stringify({ questions: [{ ref: 0, question: { iban: 'SA00', holderId: 'x' } }] }),
    });
    expect(await asked.json()).toMatchObject({ answers: [{ ref: 0, answer: 'MISMATCH' }] });

    const keys = createRemoteJWKSet(new URL(setting('JWKS_URL')));
    const printed = [...sandbox.output().matchAll(/^ {2}(\w+) \(.*\)\n {2}(\S+)$/gm)];
    const tokens = await Promise.all(printed.map(async ([, role, token]) => {
      const { payload } = await jwtVerify(token ?? '', keys, { issuer: 'http://127.0.0.1/wasq', audience: 'wasq' });
      return [role, payload['roles'], payload['org']];
    }));
    expect(tokens).toEqual([
      ['council', ['council'], 'council'], ['association_officer', ['association_officer'], 'a-1'], ['insurer_officer', ['insurer_officer'], 'i-1'],
      ['regulator', ['regulator'], 'regulator'], ['review_body', ['review_body'], 'review_body'], ['member', ['member'], 'a-1'],
      ['partner', ['partner'], 'partner'],
    ]);
    expect(await sandbox.end('SIGTERM')).toBe(0);
  });

  it('says which settings give officers a token when they are not set', async () => {
    const sandbox = start({ INSURER_ID: 'i-1' });
    await sandbox.says(/with ASSOCIATION_ID, MEMBER_ID set/);
    expect(sandbox.output()).not.toContain('association_officer (');
  });

  it('says in one sentence which port is taken, and frees the others', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => { holder.once('listening', resolve); });
    const { port } = holder.address() as AddressInfo;
    const sandbox = start({ BANK_PORT: String(port) });
    expect(await sandbox.ended).toBe(1);
    expect(sandbox.errors()).toBe(`Port ${port} on 127.0.0.1 is taken by another process: stop it, or set BANK_PORT to a free one.\n`);
    holder.close();
  });

  it.each([
    [{ BANK_PORT: '70000' }, 'BANK_PORT must be a whole number between 0 and 65535.'],
    [{ PROGRAMME_MODE: 'LIVE' }, 'PROGRAMME_MODE must be SANDBOX: outside it there are no sandbox sources and no tokens of our own.'],
    [{ NODE_ENV: 'production' }, 'npm run sandbox does not run with NODE_ENV=production: there, tokens come from your own issuer and facts from their sources.'],
  ])('refuses %j in one sentence', async (env: Record<string, string>, sentence) => {
    const sandbox = start(env);
    expect(await sandbox.ended).toBe(1);
    expect(sandbox.errors()).toBe(`${sentence}\n`);
  });
});
