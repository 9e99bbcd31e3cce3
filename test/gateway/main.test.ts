import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { serve, tinySupergraph } from '../kit/tiny-subgraphs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let child: ChildProcess | null = null;
beforeAll(async () => { folder = await mkdtemp(`${tmpdir()}/wasq-main-`); });
afterEach(() => { child?.kill('SIGKILL'); });
afterAll(() => rm(folder, { recursive: true }));

function start(env: Record<string, string>) {
  const started = spawn(process.execPath, ['--import', 'tsx', 'gateway/main.ts'], {
    cwd: ROOT, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  let out = '';
  let err = '';
  let up: (url: string) => void = () => undefined;
  const url = new Promise<string>((resolve) => { up = resolve; });
  started.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    const found = /"url":"([^"]+)"/.exec(out)?.[1];
    if (found) up(found);
  });
  started.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  const ended = new Promise<number | null>((resolve) => { started.once('exit', resolve); });
  return { started, url, ended, out: () => out, err: () => err };
}

async function supergraphFile(name: string, url: string): Promise<string> {
  const path = `${folder}/${name}.graphql`;
  await writeFile(path, tinySupergraph([{ name: 'any', sdl: 'type Query { a: Int b: Int @authenticated }' }], () => url));
  return path;
}

const ask = (url: string, query: string) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) }).then((response) => response.json());

describe('npm run gateway', () => {
  it('serves any supergraph with open access, says so, and drains on SIGTERM', async () => {
    const far = await serve((_request, response) => { response.setHeader('content-type', 'application/json').end('{"data":{"a":1,"b":2}}'); });
    const { started, url, ended, out } = start({ SUPERGRAPH: await supergraphFile('open', `${far.url}/graphql`), PORT: '0' });
    try {
      expect(await ask(await url, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
      expect(await ask(await url, '{ a b }')).toEqual({ data: { a: 1, b: 2 } });
      expect(out()).toContain('access is open');
      started.kill('SIGTERM');
      expect(await ended).toBe(0);
    } finally {
      await far.close();
    }
  });

  it('says in one sentence that the port is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => { holder.once('listening', resolve); });
    const { port } = holder.address() as AddressInfo;
    const { ended, err } = start({ SUPERGRAPH: await supergraphFile('taken', 'http://127.0.0.1:1/graphql'), PORT: String(port) });
    expect(await ended).toBe(1);
    expect(err()).toBe(`Port ${port} on 127.0.0.1 is taken by another process: stop it, or set PORT to a free one.\n`);
    holder.close();
  });

  it.each([
    ['a file that is not there', { SUPERGRAPH: '/nowhere.graphql' }, 'The supergraph /nowhere.graphql cannot be read (ENOENT).'],
    ['a file that is no supergraph', { SUPERGRAPH: 'package.json' }, 'package.json is not a supergraph: it does not parse as GraphQL.'],
    ['a wrong port', { PORT: 'http' }, 'PORT must be a whole number.'],
    ['production without keys', { NODE_ENV: 'production', TOKEN_ISSUER: 'i', TOKEN_AUDIENCE: 'a', GATEWAY_SIGNING_KEY: '' },
      'JWKS_URL must be set in production: the embedded token issuer does not exist there.'],
  ])('says in one sentence what is wrong with %s', async (_what, env: Record<string, string>, sentence) => {
    const { ended, err } = start({ ...env });
    expect(await ended).toBe(1);
    expect(err().split('\n')[0]).toBe(sentence);
    expect(err()).not.toContain('    at ');
  });
});
