import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { tinyGateway } from '../../kit/tiny-subgraphs.ts';

let folder: string;
let world: Awaited<ReturnType<typeof tinyGateway>>;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-audit-`);
  world = await tinyGateway([{ name: 'any', sdl: 'type Query { a: Int } type Mutation { b: Int }', resolvers: { Query: { a: () => 1 }, Mutation: { b: () => 2 } } }], folder);
  ({ url } = await world.gateway.listen({ host: '127.0.0.1', port: 0 }));
  url += '/graphql';
});
afterAll(async () => {
  await world.gateway.close();
  await rm(folder, { recursive: true });
});

describe('GraphQL over HTTP', () => {
  // MUST, SHOULD and MAY alike.
  it.each(serverAudits({ url: () => url, fetchFn: fetch }).map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const { status, ...result } = await audit.fn();
    expect({ status, ...('reason' in result ? { reason: result.reason, body: await result.response.text() } : {}) }).toEqual({ status: 'ok' });
  });

  // A page of another origin cannot take these away from what it makes a browser send.
  it.each([
    { origin: 'https://evil.test' }, { referer: 'https://evil.test/page' }, { cookie: 'a=b' }, { 'sec-fetch-site': 'cross-site' },
    { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36' }, { 'user-agent': undefined },
  ])('refuses what a page may have made a browser send: %j', async (mark) => {
    for (const [method, type] of [['GET', undefined], ['POST', 'text/plain'], ['POST', 'application/x-www-form-urlencoded']] as const) {
      const status = await sendPlainly(method, { ...mark, ...(type ? { 'content-type': type } : {}) });
      expect([400, 415]).toContain(status);
    }
    expect(await sendPlainly('GET', { ...mark, 'apollo-require-preflight': 'yes' })).toBe(200);
  });

  it('answers GET to who is no browser', async () => {
    expect(await sendPlainly('GET', { 'user-agent': 'curl/8' })).toBe(200);
    expect(await sendPlainly('POST', { 'user-agent': 'curl/8', 'content-type': 'text/plain' })).toBe(400);
  });
});

/** As a browser would: nothing is added that is not given. */
async function sendPlainly(method: string, headers: Record<string, string | undefined>): Promise<number | undefined> {
  const sent = request(method === 'GET' ? `${url}?query=%7Ba%7D` : url, { method, agent: false });
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent.setHeader(name, value);
  sent.end(method === 'GET' ? undefined : '{"query":"{a}"}');
  const [response] = await once(sent, 'response') as [IncomingMessage];
  response.resume();
  return response.statusCode;
}
