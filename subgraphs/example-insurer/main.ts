import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createRemoteJWKSet } from 'jose';
import { openInsurer } from './insurer.ts';
import { openBook } from './store/book.ts';
import type { Carried } from './store/book.ts';
import { readCarriedCovers } from './store/carried-covers.ts';

/* `npm run example-insurer -- --port 5001 --insurer <id> --jwks <url>` */

const USAGE = `Usage: npm run example-insurer -- --insurer <id> --jwks <url> [options]
  --insurer <id>     identifier of the insurer in the graph
  --jwks <url>       the gateway's public keys, <graph>/.well-known/jwks.json
  --port <n>         port on the loopback address; 5001 when left out
  --host <address>   another address to listen at
  --namespace <ns>   namespace of what it adds to the graph; example when left out
  --plan <id>        a plan of this insurer; may be given several times
  --challenge <file> file whose text answers /.well-known/wasq-challenge
  --covers <file>    cover carried already, as the graph answered; may be given several times
  --data <file>      journal that keeps what was told; without it a restart forgets
`;

function together(files: readonly Carried[]): Carried {
  return { covers: files.flatMap(({ covers }) => covers), standings: files.flatMap(({ standings }) => standings) };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      insurer: { type: 'string' },
      jwks: { type: 'string' },
      port: { type: 'string', default: '5001' },
      host: { type: 'string', default: '127.0.0.1' },
      plan: { type: 'string', multiple: true, default: [] },
      namespace: { type: 'string', default: 'example' },
      challenge: { type: 'string' },
      covers: { type: 'string', multiple: true, default: [] },
      data: { type: 'string' },
    },
  });
  if (values.insurer === undefined || values.jwks === undefined || !URL.canParse(values.jwks)) {
    process.stderr.write(USAGE);
    return 1;
  }
  const stopped = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => resolve());
  });
  const insurer = await openInsurer({
    insurerId: values.insurer,
    plans: new Set(values.plan),
    book: await openBook(values.data ?? null, together(await Promise.all(values.covers.map(readCarriedCovers)))),
    now: () => new Date(),
    host: values.host,
    port: Number(values.port),
    // A gateway that starts anew may sign with new keys; a second is rest enough between two looks at them.
    keys: createRemoteJWKSet(new URL(values.jwks), { cooldownDuration: 1_000 }),
    contract: await readFile(new URL('../../schema/insurer-network.graphql', import.meta.url), 'utf8'),
    namespace: values.namespace,
    challengeFile: values.challenge ?? null,
  });
  process.stdout.write(`Insurer ${values.insurer} answers at ${insurer.url}\n`);
  if (values.data === undefined) process.stdout.write('Without --data, a restart forgets what was told.\n');
  await stopped;
  await insurer.close();
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const wrongCommand = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${wrongCommand ? USAGE : ''}`);
  process.exitCode = 1;
}
