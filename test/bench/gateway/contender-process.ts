import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Pool } from 'undici';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { SUBGRAPHS } from './graph.ts';

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

export type Contender = 'stock' | 'apollo executor' | 'own' | 'bare';

async function listen({ kind, supergraphSdl, subgraphsUrl, recorded }: Start): Promise<string> {
  if (kind === 'stock') {
    const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
    return (await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } })).url;
  }
  if (kind === 'bare') return listenBare(subgraphsUrl, recorded);
  const gateway = await createGateway({
    supergraphSdl,
    sources: new Map(SUBGRAPHS.map((name) => [name, remoteSource({ name, url: `${subgraphsUrl}/${name}` })])),
    auth: 'open',
    mode: 'SANDBOX',
    log: createLog('warn', { write: (line) => process.stderr.write(line) }),
    production: true,
    execution: kind === 'own' ? 'own' : 'apollo',
  });
  return `${(await gateway.listen({ host: '127.0.0.1', port: 0 })).url}/graphql`;
}

/** The same sub-requests in the same waves, and no GraphQL: what is left is the price of HTTP. */
async function listenBare(subgraphsUrl: string, recorded: Start['recorded']): Promise<string> {
  const pool = new Pool(subgraphsUrl, { connections: 64 });
  const send = async ({ service, body }: Recorded) => {
    const { body: answer } = await pool.request({ method: 'POST', path: `/${service}`, headers: { 'content-type': 'application/json' }, body });
    await answer.text();
  };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
    request.on('end', () => void (async () => {
      const found = recorded[text.includes('query Nested') ? 'Nested' : 'Small'];
      for (const wave of found?.waves ?? []) await Promise.all(wave.map(send));
      const answer = found?.answer ?? '';
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }).end(answer);
    })());
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

process.on('message', (message: { readonly start?: Start; readonly usage?: true }) => {
  if (message.start) void listen(message.start).then((url) => process.send?.({ url }));
  if (message.usage) process.send?.({ usage: { ...process.cpuUsage(), peakKb: process.resourceUsage().maxRSS } });
});
