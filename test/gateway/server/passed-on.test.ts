import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import { sourceBehind } from '../../../gateway/server/passed-on.ts';

const servers: Server[] = [];
async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterAll(() => Promise.all(servers.map((server) => new Promise<void>((resolve) => {
  server.close(() => resolve());
  server.closeAllConnections();
}))));

describe('plain HTTP for a subgraph', () => {
  it('is known by the beginning of its path', () => {
    const regulation = { name: 'regulation' } as Source;
    const sources = new Map([['regulation', regulation]]);
    expect(sourceBehind('/ocds/records/x.json', sources)).toBe(regulation);
    expect(sourceBehind('/ocdsx', sources)).toBeUndefined();
    expect(sourceBehind('/graphql', sources)).toBeUndefined();
    expect(sourceBehind('/ocds/records/x.json', new Map())).toBeUndefined();
  });

  it('goes to a remote one with what it needs to say that nothing has changed, and comes back as it said so', async () => {
    const asked: (string | undefined)[] = [];
    const house = await serve((request, response) => {
      asked.push(request.headers['if-none-match'], request.headers['authorization'], request.headers['transfer-encoding']);
      const headers = { etag: '"one"', 'cache-control': 'public, no-cache', 'content-type': 'application/json' };
      if (request.headers['if-none-match'] === '"one"') response.writeHead(304, headers).end();
      else response.writeHead(200, headers).end('{}');
    });
    const source = remoteSource({ name: 'regulation', url: `${house}/graphql` });
    const front = await serve((request, response) => void source.forward(request, response).catch(() => response.destroy()));
    const first = await fetch(`${front}/ocds/records/x.json`, { headers: { authorization: 'Bearer secret' } });
    expect([first.status, await first.text(), first.headers.get('etag'), first.headers.get('cache-control')]).toEqual([200, '{}', '"one"', 'public, no-cache']);
    expect((await fetch(`${front}/ocds/records/x.json`, { headers: { 'if-none-match': '"one"' } })).status).toBe(304);
    // The caller's token is nobody's business behind the gateway.
    expect(asked).toEqual([undefined, undefined, undefined, '"one"', undefined, undefined]);
    await source.close();
  });
});
