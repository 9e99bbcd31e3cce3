import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { localSource } from '../../../gateway/execution/local-source.ts';
import { holdOrigin } from '../../../gateway/execution/origin-pool.ts';
import { post } from '../../../gateway/execution/post.ts';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import type { House } from '../../../subgraphs/kit/house.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { SUBGRAPHS } from './graph.ts';
import type { SubgraphName } from './graph.ts';
import { subgraph } from './subgraph.ts';
import { watchTime } from './where-time-goes.ts';
import type { Shares } from './where-time-goes.ts';

/** What a contender is told before it starts. */
export interface Start {
  readonly kind: Contender;
  readonly supergraphSdl: string;
  readonly subgraphsUrl: string;
  /** For the bare server, by operation name: the requests of each wave, and the answer. */
  readonly recorded: Readonly<Record<string, { readonly waves: readonly (readonly Recorded[])[]; readonly answer: string }>>;
}

export interface Recorded {
  readonly service: string;
  readonly body: string;
}

/** `generic` is our own execution without slices, `shared` with identical operations in flight sharing one execution, `in process` over subgraphs in its own process, `bare shared` the bare server that shares too. */
export type Contender = 'stock' | 'own' | 'generic' | 'shared' | 'in process' | 'bare' | 'bare shared';

async function listen({ kind, supergraphSdl, subgraphsUrl, recorded }: Start): Promise<string> {
  if (kind === 'stock') {
    const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
    return (await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } })).url;
  }
  if (kind === 'bare' || kind === 'bare shared') return listenBare(subgraphsUrl, recorded, kind === 'bare shared');
  const gateway = await createGateway({
    supergraphSdl,
    sources: new Map(SUBGRAPHS.map((name) => [name, kind === 'in process' ? localSource(houseOf(name)) : remoteSource({ name, url: `${subgraphsUrl}/${name}` })])),
    auth: 'open',
    mode: 'SANDBOX',
    log: createLog('warn', { write: (line) => process.stderr.write(line) }),
    production: true,
    slices: kind !== 'generic',
    sharing: kind === 'shared',
  });
  return `${(await gateway.listen({ host: '127.0.0.1', port: 0 })).url}/graphql`;
}

/** The same sub-requests in the same waves by the same client, and no GraphQL: what is left is the price of HTTP. */
async function listenBare(subgraphsUrl: string, recorded: Start['recorded'], shares: boolean): Promise<string> {
  const origin = holdOrigin(subgraphsUrl, 64);
  const send = ({ service, body }: Recorded) => post(origin, {
    path: `/${service}`, headers: ['content-type', 'application/json'], body, deadlineMs: 10_000, departures: undefined, limitBytes: 1 << 20,
  });
  const running = new Map<string, Promise<void>>();
  const runWaves = async (name: string) => {
    for (const wave of recorded[name]?.waves ?? []) await Promise.all(wave.map(send));
    running.delete(name);
  };
  const run = (name: string): Promise<void> => {
    const begun = (shares ? running.get(name) : undefined) ?? runWaves(name);
    running.set(name, begun);
    return begun;
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    request.on('end', () => void (async () => {
      const name = text.includes('query Nested') ? 'Nested' : 'Small';
      await run(name);
      const answer = recorded[name]?.answer ?? '';
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }).end(answer);
    })());
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Like the subgraphs' own process, it computes an answer once: what is measured is the gateway. */
function houseOf(name: SubgraphName): House {
  const answer = subgraph(name);
  const answers = new Map<string, string>();
  return {
    name, jwks: { keys: [] },
    async execute(request) {
      const key = JSON.stringify(request);
      const text = answers.get(key) ?? JSON.stringify(await answer(request));
      if (answers.size < 50_000) answers.set(key, text);
      return JSON.parse(text) as Awaited<ReturnType<House['execute']>>;
    },
    handle: () => Promise.resolve(false), ready: () => Promise.resolve(true), close: () => Promise.resolve(),
  };
}

let timeWatched: Promise<() => Promise<Shares>> | null = null;

process.on('message', (message: { readonly start?: Start; readonly usage?: true; readonly watch?: true; readonly watched?: true }) => {
  if (message.watch) void (timeWatched = watchTime()).then(() => process.send?.({ watching: true }));
  if (message.watched) void timeWatched?.then((end) => end()).then((shares) => process.send?.({ shares }));
  if (message.start) void listen(message.start).then((url) => process.send?.({ url }));
  if (message.usage) process.send?.({ usage: { ...process.cpuUsage(), peakKb: process.resourceUsage().maxRSS } });
});
