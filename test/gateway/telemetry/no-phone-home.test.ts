import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startProcess } from '../../kit/process.ts';
import { serve, tinySupergraph } from '../../kit/tiny-subgraphs.ts';

const RECORDER = fileURLToPath(new URL('record-connections.ts', import.meta.url));

let folder: string;
beforeAll(async () => { folder = await mkdtemp(`${tmpdir()}/wasq-quiet-`); });
afterAll(() => rm(folder, { recursive: true }));

describe('a gateway process', () => {
  it('opens no connection, looks up no name and starts no process, but to its subgraphs', async () => {
    const subgraph = await serve((_request, response) => { response.setHeader('content-type', 'application/json').end('{"data":{"a":1}}'); });
    const supergraph = `${folder}/supergraph.graphql`;
    await writeFile(supergraph, tinySupergraph([{ name: 'any', sdl: 'type Query { a: Int }' }], () => `${subgraph.url}/graphql`));
    const recordTo = `${folder}/connections`;
    await writeFile(recordTo, '');
    const gateway = startProcess(['--import', RECORDER, 'gateway/main.ts'], {
      SUPERGRAPH: supergraph, PORT: '0', RECORD_TO: recordTo, NODE_ENV: 'production',
      // What would make others report, if they were asked to.
      APOLLO_KEY: 'service:wasq:key', APOLLO_GRAPH_REF: 'wasq@current', APOLLO_SCHEMA_REPORTING: 'true', APOLLO_TELEMETRY_DISABLED: '',
    });
    try {
      const [, url = ''] = await gateway.says(/"url":"([^"]+)"/);
      const post = (query: string) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
      for (const query of ['{ a }', '{ b }', '{', 'query Named { a }']) await (await post(query)).text();
      for (const path of ['/graphiql', '/metrics', '/ready', '/health']) await (await fetch(new URL(path, url))).text();
      expect(await gateway.end('SIGTERM')).toBe(0);
    } finally {
      await gateway.end('SIGKILL');
      await subgraph.close();
    }
    const recorded = new Set((await readFile(recordTo, 'utf8')).split('\n').filter(Boolean));
    const own = `connect ${new URL(subgraph.url).host}`;
    expect([...recorded]).toEqual([own]);
  });
});
