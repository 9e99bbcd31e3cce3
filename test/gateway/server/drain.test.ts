import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProcess } from '../../kit/process.ts';
import { serve, tinySupergraph } from '../../kit/tiny-subgraphs.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(`${tmpdir()}/wasq-drain-`); });
afterAll(() => rm(folder, { recursive: true }));

const BODY = { method: 'POST', headers: { 'content-type': 'application/json' } };
const ask = (url: string, query: string) => fetch(`${url}/graphql`, { ...BODY, body: JSON.stringify({ query }) });

/** A gateway process over a subgraph that answers `slow` when it is told to. */
async function started(env: Readonly<Record<string, string>>) {
  const held: ServerResponse[] = [];
  let asked: () => void = () => undefined;
  const asking = new Promise<void>((resolve) => { asked = resolve; });
  const subgraph = await serve((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (!text.includes('slow')) return void response.end('{"data":{"a":1}}');
      held.push(response);
      asked();
    });
  });
  const supergraph = `${folder}/supergraph.graphql`;
  await writeFile(supergraph, tinySupergraph([{ name: 'any', sdl: 'type Query { a: Int slow: Int }' }], () => `${subgraph.url}/graphql`));
  const gateway = startProcess(['gateway/main.ts'], { SUPERGRAPH: supergraph, PORT: '0', ...env });
  const [, graph = ''] = await gateway.says(/"url":"([^"]+)"/);
  return { gateway, subgraph, asking, url: new URL(graph).origin, release: () => held.forEach((response) => response.end('{"data":{"slow":2}}')) };
}

describe('a gateway process that is told to go', () => {
  it('is not ready, answers all that come until it listens no more, lets what runs end, and ends with 0', async () => {
    const { gateway, subgraph, asking, url, release } = await started({ DRAIN_MS: '6000' });
    try {
      expect((await fetch(`${url}/ready`)).status).toBe(200);
      const running = ask(url, '{ slow }');
      await asking;
      const ended = gateway.end('SIGTERM');
      await gateway.says(/draining/);

      const ready = await fetch(`${url}/ready`);
      expect([ready.status, await ready.json()]).toEqual([503, { ready: false, draining: true, subgraphs: { any: true } }]);
      expect((await fetch(`${url}/health`)).status).toBe(200);
      const served = await ask(url, '{ a }');
      expect([served.status, served.headers.get('connection'), await served.json()]).toEqual([200, 'close', { data: { a: 1 } }]);
      const events = await fetch(`${url}/graphql`, { ...BODY, headers: { ...BODY.headers, accept: 'text/event-stream' }, body: '{"query":"{ a }"}' });
      expect([events.status, await events.text()]).toEqual([503, expect.stringContaining('GATEWAY_STOPPING')]);

      while (await fetch(`${url}/health`).then(() => true, () => false)) await new Promise((resolve) => { setTimeout(resolve, 50); });
      release();
      const answer = await running;
      expect([answer.status, await answer.json()]).toEqual([200, { data: { slow: 2 } }]);
      expect(await ended).toBe(0);
    } finally {
      await gateway.end('SIGKILL');
      await subgraph.close();
    }
  });

  it('lets what runs end also when it is to go at once, though the caller would keep its connection', async () => {
    const { gateway, subgraph, asking, url, release } = await started({});
    const agent = new Agent({ keepAlive: true });
    try {
      const running = new Promise<{ status: number | undefined; text: string; connection: string | undefined }>((resolve, reject) => {
        httpRequest(`${url}/graphql`, { ...BODY, agent }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => { text += chunk.toString(); })
            .on('end', () => resolve({ status: response.statusCode, text, connection: response.headers.connection }));
        }).on('error', reject).end('{"query":"{ slow }"}');
      });
      await asking;
      const ended = gateway.end('SIGTERM');
      while (await fetch(`${url}/health`).then(() => true, () => false)) await new Promise((resolve) => { setTimeout(resolve, 20); });
      release();
      expect(await running).toEqual({ status: 200, text: '{"data":{"slow":2}}', connection: 'close' });
      expect(await ended).toBe(0);
    } finally {
      agent.destroy();
      await gateway.end('SIGKILL');
      await subgraph.close();
    }
  });
});
