import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GraphRequest } from '../../../subgraphs/kit/house.ts';
import { SUBGRAPHS } from './graph.ts';
import { subgraph } from './subgraph.ts';

/* The four subgraphs behind one port, in a process of their own. The data never changes, so that an answer is computed once: what is measured is the gateway. */

const subgraphs = new Map<string, ReturnType<typeof subgraph>>(SUBGRAPHS.map((name) => [name, subgraph(name)]));
const answers = new Map<string, string>();

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void (async () => {
    const name = (request.url ?? '').split('/')[1] ?? '';
    const body = Buffer.concat(chunks).toString();
    const key = `${name} ${body}`;
    const text = answers.get(key) ?? JSON.stringify(await subgraphs.get(name)?.(JSON.parse(body) as GraphRequest) ?? { errors: [{ message: 'no such subgraph' }] });
    if (answers.size < 50_000) answers.set(key, text);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  })());
});
// Longer than any pause between rounds: a contender must not meet a connection that is just being closed.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
process.on('message', ({ usage }: { readonly usage?: true }) => {
  if (usage) process.send?.({ usage: { ...process.cpuUsage(), peakKb: process.resourceUsage().maxRSS } });
});
