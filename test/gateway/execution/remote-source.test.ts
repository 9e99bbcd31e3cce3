import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import type { RemoteSourceSettings } from '../../../gateway/execution/remote-source.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { serve, serveHouse, tinyGateway, tinyHouse, tinySupergraph } from '../../kit/tiny-subgraphs.ts';
import type { Tiny } from '../../kit/tiny-subgraphs.ts';

const CALL = { envelope: 'sealed', requestId: 'request-0001', locale: 'ar' } as const;

async function against(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  then: (source: ReturnType<typeof remoteSource>) => Promise<void>,
  settings: Partial<RemoteSourceSettings> = {},
) {
  const served = await serve(handle);
  const source = remoteSource({ name: 'far', url: `${served.url}/graphql`, deadlineMs: 20_000, ...settings });
  try {
    await then(source);
  } finally {
    await served.close();
    await source.close();
  }
}

const answering = (status: number, body: string) => (_request: IncomingMessage, response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
};
const failure = (code: string) => expect.objectContaining({ name: 'SourceFailure', code, service: 'far' });
const asked = { query: '{ a }' };

describe('a remote source', () => {
  it('sends the envelope, the request id and the language, and nothing else of the caller', async () => {
    let headers: IncomingMessage['headers'] = {};
    await against((request, response) => { headers = request.headers; answering(200, '{"data":{"a":1}}')(request, response); }, async (source) => {
      expect(await source.execute(asked, CALL)).toEqual({ data: { a: 1 } });
      expect(Object.keys(headers).sort()).toEqual([
        'accept', 'accept-language', 'connection', 'content-length', 'content-type', 'host', 'x-request-id', 'x-wasq-identity',
      ]);
      expect(headers).toMatchObject({ 'x-wasq-identity': 'sealed', 'x-request-id': 'request-0001', 'accept-language': 'ar' });
    });
  });

  it('takes a GraphQL answer also from an error status', async () => {
    await against(answering(400, '{"errors":[{"message":"no"}]}'), async (source) => {
      expect(await source.execute(asked, CALL)).toEqual({ errors: [{ message: 'no' }] });
    });
  });

  it.each([
    ['no JSON', 200, '<html>'], ['JSON that is no answer', 200, '[]'], ['neither data nor errors', 200, '{}'],
    ['an empty list of errors', 500, '{"errors":[]}'], ['nothing', 502, ''],
  ])('fails on %s', async (_what, status, body) => {
    await against(answering(status, body), async (source) => {
      await expect(source.execute(asked, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
    });
  });

  it('does not follow a redirect', async () => {
    await against((_request, response) => { response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(); }, async (source) => {
      await expect(source.execute(asked, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
    });
  });

  it('gives up at the deadline, before the answer begins or in its middle', async () => {
    await against(() => undefined, async (source) => {
      await expect(source.execute(asked, CALL)).rejects.toEqual(failure('DEADLINE_EXCEEDED'));
    }, { deadlineMs: 300 });
    await against((_request, response) => { response.write('{"data":'); }, async (source) => {
      await expect(source.execute(asked, CALL)).rejects.toEqual(failure('DEADLINE_EXCEEDED'));
    }, { deadlineMs: 300 });
  });

  it('cuts off an answer that is too long', async () => {
    await against(answering(200, JSON.stringify({ data: { a: 'x'.repeat(2_000) } })), async (source) => {
      await expect(source.execute(asked, CALL)).rejects.toEqual(failure('ANSWER_TOO_LARGE'));
    }, { answerLimitBytes: 1_000 });
  });

  it('asks once: a connection that breaks is not tried again', async () => {
    let requests = 0;
    await against((request) => { requests += 1; request.socket.destroy(); }, async (source) => {
      await expect(source.execute({ query: 'mutation { a }' }, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
      expect(requests).toBe(1);
    });
  });

  it('shares its connections with others behind the same origin, until the last of them is closed', async () => {
    const ports = new Set<number | undefined>();
    await against((request, response) => { ports.add(request.socket.remotePort); answering(200, `{"data":{"at":"${request.url}"}}`)(request, response); }, async (source) => {
      const beside = remoteSource({ name: 'beside', url: new URL('/beside', source.keys as URL), connections: 1 });
      expect(await source.execute(asked, CALL)).toEqual({ data: { at: '/graphql' } });
      expect(await beside.execute(asked, CALL)).toEqual({ data: { at: '/beside' } });
      await source.close();
      await source.close();
      expect(await beside.execute(asked, CALL)).toEqual({ data: { at: '/beside' } });
      await beside.close();
      await expect(beside.execute(asked, CALL)).rejects.toMatchObject({ name: 'SourceFailure' });
    }, { connections: 1 });
    expect(ports.size).toBe(1);
  });

  it('goes on when another behind the same origin hangs', async () => {
    let hanging = 0;
    const hangs = (request: IncomingMessage, response: ServerResponse) => {
      if (request.url === '/graphql') hanging += 1;
      else answering(200, '{"data":{"a":1}}')(request, response);
    };
    await against(hangs, async (far) => {
      const beside = remoteSource({ name: 'beside', url: new URL('/beside', far.keys as URL), deadlineMs: 20_000, connections: 8 });
      const all = Array.from({ length: 40 }, () => far.execute(asked, CALL).catch((error: unknown) => error));
      while (hanging < 6) await pause(5);
      for (let time = 0; time < 5; time += 1) expect(await Promise.all([beside.execute(asked, CALL), beside.execute(asked, CALL)])).toHaveLength(2);
      expect(hanging).toBe(6);
      expect(await beside.ready()).toBe(true);
      // Whoever waits for a turn waits no longer than for an answer.
      expect(await Promise.all(all)).toEqual(all.map(() => failure('DEADLINE_EXCEEDED')));
      await beside.close();
    }, { connections: 8, deadlineMs: 2_000 });
  });

  it('is not ready when nobody answers', async () => {
    const source = remoteSource({ name: 'far', url: 'http://127.0.0.1:1/graphql' });
    expect(await source.ready()).toBe(false);
    await expect(source.execute(asked, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
    await source.close();
  });
});

const ASSOCIATIONS: Tiny = {
  name: 'associations',
  sdl: 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! }',
  resolvers: { Query: { things: () => [{ id: '1' }, { id: '2' }] } },
};
const NAMES: Tiny = {
  name: 'names',
  sdl: 'type Thing @key(fields: "id") { id: ID! name: String mustHave: String! @authenticated }',
  resolvers: {
    Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `thing ${id}`, mustHave: 'yes' }) },
  },
};

describe('houses behind addresses', () => {
  it('make one graph, know each other by their own keys, and take uploads; one that is down costs its own fields', async () => {
    const dataDir = await mkdtemp(`${tmpdir()}/wasq-remote-`);
    const envelopes = await createEnvelopeSigner();
    const [associations, names] = await Promise.all([tinyHouse(ASSOCIATIONS, envelopes.jwks), tinyHouse(NAMES, envelopes.jwks)]);
    const [far, farther] = await Promise.all([serveHouse(associations), serveHouse(names)]);
    const { issuer, gateway: unused } = await tinyGateway([ASSOCIATIONS], dataDir);
    const gateway = await createGateway({
      supergraphSdl: tinySupergraph([ASSOCIATIONS, NAMES]),
      sources: new Map([
        ['associations', remoteSource({ name: 'associations', url: `${far.url}/graphql` })],
        ['names', remoteSource({ name: 'names', url: `${farther.url}/graphql` })],
      ]),
      auth: { issuer: 'https://tokens.test', audience: 'wasq-test', keys: issuer.jwks },
      mode: 'SANDBOX',
      log: createLog('silent'),
      envelopes,
    });
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    try {
      const authorization = `Bearer ${await names.assert()}`;
      expect(JSON.parse(JSON.stringify(await gateway.execute({ query: '{ things { name mustHave } }' }, { Authorization: authorization })))).toEqual({
        data: { things: [{ name: 'thing 1', mustHave: 'yes' }, { name: 'thing 2', mustHave: 'yes' }] },
      });
      expect(names.seen[0]?.envelope?.principal).toMatchObject({ subject: 'house:names', roles: ['service'] });

      const upload = await fetch(`${url}/uploads/known/1`, { method: 'PUT', headers: { 'content-type': 'text/csv', cookie: 'c=1' }, body: 'x'.repeat(200_000) });
      expect(await upload.json()).toEqual({ bytes: 200_000, type: 'text/csv' });
      expect(await (await fetch(`${url}/ready`)).json()).toEqual({ ready: true, subgraphs: { associations: true, names: true } });

      await farther.close();
      const { data, errors } = await gateway.execute({ query: '{ things { id name } }' }, {});
      expect(JSON.parse(JSON.stringify(data))).toEqual({ things: [{ id: '1', name: null }, { id: '2', name: null }] });
      expect(errors?.map(({ extensions }) => [extensions.code, extensions.service])).toEqual([['DOWNSTREAM_SERVICE_ERROR', 'names']]);
      expect((await fetch(`${url}/ready`)).status).toBe(503);
    } finally {
      await Promise.all([gateway.close(), unused.close(), far.close()]);
      await rm(dataDir, { recursive: true });
    }
  });
});

describe('an upload whose sender goes away', () => {
  it('ends at the house too', async () => {
    let begun: () => void = () => undefined;
    let over: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => { begun = resolve; });
    const ending = new Promise<void>((resolve) => { over = resolve; });
    const house = (request: IncomingMessage) => {
      request.on('error', () => undefined).once('close', over).resume();
      begun();
    };
    await against(house, async (source) => {
      const front = await serve((request, response) => void source.forward(request, response).catch(() => undefined));
      const gone = new AbortController();
      const body = new ReadableStream({ start: (controller) => { controller.enqueue(new Uint8Array(10)); } });
      const sending = fetch(`${front.url}/uploads/1`, { method: 'PUT', body, duplex: 'half', signal: gone.signal } as RequestInit)
        .then(() => 'answered', () => 'gone');
      try {
        await beginning;
        gone.abort();
        expect(await sending).toBe('gone');
        await ending;
      } finally {
        await front.close();
      }
    });
  });
});
