import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import type { DocumentNode } from 'graphql';

/* Many insurers' own subgraphs in a process of their own, so that their work is not on the gateway's event loop. They believe whoever asks: what is measured is the gateway. */

export type ToInsurers = { readonly open: number } | { readonly hang: number | null } | { readonly count: true };
export type FromInsurers = { readonly ports: readonly number[] } | { readonly hanging: number | null } | { readonly calls: readonly number[] };

const schema = buildSubgraphSchema({
  typeDefs: parse(readFileSync(new URL('../../../schema/insurer-network.graphql', import.meta.url), 'utf8')),
  resolvers: { Coverage: {
    __resolveReference: (reference: object) => reference,
    card: ({ id }: { id: string }) => ({ cardNumber: `C-${id}`, policyClass: 'B' }),
    eligibility: (_: unknown, { on }: { on: string }) => ({ on, eligible: true, status: 'ELIGIBLE' }),
  } } as never,
});
const documents = new Map<string, DocumentNode>();
let hanging: number | null = null;
let calls: number[] = [];

async function answer(index: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  calls[index] = (calls[index] ?? 0) + 1;
  if (hanging === index) return;
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables: Record<string, unknown> };
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await execute({ schema, document, variableValues: variables })));
}

async function listening(index: number): Promise<number> {
  const server = createServer((request, response) => void answer(index, request, response).catch(() => response.destroy()));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

process.on('message', (message: ToInsurers) => {
  const say = (told: FromInsurers): void => void process.send?.(told);
  if ('open' in message) {
    void Promise.all(Array.from({ length: message.open }, (_each, index) => listening(index))).then((ports) => say({ ports }));
  } else if ('hang' in message) {
    hanging = message.hang;
    say({ hanging });
  } else {
    const counted = calls;
    calls = [];
    say({ calls: Array.from(counted, (count) => count ?? 0) });
  }
});
process.on('disconnect', () => process.exit(0));
