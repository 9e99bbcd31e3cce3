import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ConformanceReport } from '../../../../gateway/registry/conformance/conformance-report.ts';
import { startProcess } from '../../../kit/process.ts';
import type { Process } from '../../../kit/process.ts';

/* `npm run conformance` and `npm run example-insurer`, as a developer runs them. */

const INSURER = '0190a0a0-0000-7000-8000-0000000000c1';
const SUITE = 'gateway/registry/conformance/main.ts';
const EXAMPLE = 'subgraphs/example-insurer/main.ts';

const running: Process[] = [];

function start(...args: string[]): Process {
  const started = startProcess(args, {});
  running.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.end('SIGKILL')));
}, 60_000);

/** A port that was free a moment ago; both sides must know it before either starts. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

describe('the conformance command', () => {
  it('admits the example insurer, with a table or as JSON, and with new keys each time', async () => {
    const jwks = await freePort();
    const insurer = start(EXAMPLE, '--insurer', INSURER, '--port', '0', '--jwks', `http://127.0.0.1:${jwks}/.well-known/jwks.json`);
    const [, url = ''] = await insurer.says(/answers at (\S+)/);

    const table = start(SUITE, '--url', url, '--insurer', INSURER, '--jwks-port', jwks, '--deadline', '20000');
    expect(await table.ended).toBe(0);
    expect(table.output()).toContain(`Let the subgraph trust http://127.0.0.1:${jwks}/.well-known/jwks.json`);
    expect(table.output()).toMatch(/ok +│ References are answered in order/);
    expect(table.output()).toContain('Grade A: this subgraph may be admitted.');

    const json = start(SUITE, '--url', url, '--insurer', INSURER, '--jwks-port', jwks, '--deadline', '20000', '--json');
    expect(await json.ended).toBe(0);
    expect(JSON.parse(json.output()) as ConformanceReport).toMatchObject({ url, insurerId: INSURER, grade: 'A', admissible: true });

    expect(await insurer.end('SIGINT')).toBe(0);
    expect(insurer.errors()).toBe('');
  }, 120_000);

  it('says in a sentence why a subgraph may not be admitted, and ends with 1', async () => {
    const suite = start(SUITE, '--url', `http://127.0.0.1:${await freePort()}/graphql`, '--insurer', INSURER, '--jwks-port', '0', '--wait', '0');
    expect(await suite.ended).toBe(1);
    expect(suite.output()).toContain('FAIL The address answers (reachable)\n     Nothing answered (ECONNREFUSED).');
    expect(suite.output()).toContain('Grade F: this subgraph may not be admitted. What stands behind reachable was not tried.');
  }, 60_000);

  it.each([
    ['no address', ['--insurer', INSURER]],
    ['an address that is none', ['--url', 'here', '--insurer', INSURER]],
    ['a mode that is none', ['--url', 'http://127.0.0.1:1/', '--insurer', INSURER, '--mode', 'TEST']],
    ['an option that is none', ['--port', '1']],
  ])('explains itself when given %s, and ends with 2', async (_what, args) => {
    const suite = start(SUITE, ...args);
    expect(await suite.ended).toBe(2);
    expect(suite.errors()).toContain('Usage: npm run conformance');
  }, 60_000);
});

describe('the example insurer', () => {
  it('explains itself when it is not told whose it is', async () => {
    const insurer = start(EXAMPLE, '--port', '0');
    expect(await insurer.ended).toBe(1);
    expect(insurer.errors()).toContain('Usage: npm run example-insurer');
  }, 60_000);
});
