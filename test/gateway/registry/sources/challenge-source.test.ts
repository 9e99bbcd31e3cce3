import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createChallengeSource } from '../../../../gateway/registry/sources/challenge-source.ts';

const LAB = { privateNetworks: true, plainHttp: true };
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  })));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/wasq-challenge`;
}

async function ask(url: string, settings: Partial<Parameters<typeof createChallengeSource>[0]> = {}) {
  const source = createChallengeSource({ rules: LAB, ...settings });
  try {
    return await source.ask(url);
  } finally {
    await source.close();
  }
}

describe('the challenge\'s source', () => {
  it('gives the answer as it is', async () => {
    expect(await ask(await serve((request, response) => void response.end(`${request.method} ${request.url}\n`)))).toEqual({ answer: 'GET /.well-known/wasq-challenge\n' });
  });

  it('says what else an address does, without a word of what it says', async () => {
    expect(await ask(await serve((_request, response) => void response.writeHead(404).end('secret')))).toEqual({ failed: 'it answered with status 404' });
    const redirecting = await serve((_request, response) => void response.writeHead(301, { location: 'http://127.0.0.1:1/' }).end());
    expect(await ask(redirecting)).toEqual({ failed: 'it answered with status 301' });
    expect(await ask(await serve((_request, response) => void response.end('x'.repeat(1_025))))).toEqual({ failed: 'its answer is longer than 1024 bytes' });
    expect(await ask(await serve((request) => void request.socket.destroy()))).toEqual({ failed: expect.stringMatching(/^the connection failed \(\w+\)$/) });
    expect(await ask(await serve(() => undefined), { deadlineMs: 50 })).toEqual({ failed: 'it did not answer within 50 ms' });
    const dripping = await serve((_request, response) => void response.writeHead(200).write('t'));
    expect(await ask(dripping, { deadlineMs: 200 })).toEqual({ failed: 'it did not answer within 200 ms' });
    expect(await ask('http://127.0.0.1:1/x')).toEqual({ failed: 'the connection failed (ECONNREFUSED)' });
  });

  it('is not led into a private network by a name', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.end('token');
    });
    const rules = { privateNetworks: false, plainHttp: true };
    const named = url.replace('127.0.0.1', 'insurer.example');
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    expect(await ask(named, { rules, resolve })).toEqual({ addressRefused: 'the address leads into a private network' });
    expect(await ask(url, { rules })).toEqual({ addressRefused: 'the address leads into a private network' });
    expect(asked).toBe(0);
    expect(await ask(named, { resolve })).toEqual({ answer: 'token' });
  });
});
