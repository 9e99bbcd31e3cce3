import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { PROGRAMME_MODES } from '../../../schema/contracts/mode.ts';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import type { ConformanceTarget } from './conformance-target.ts';
import { printReport } from './print-report.ts';
import { runConformance } from './run-conformance.ts';
import { createSubgraphCaller } from './subgraph-call.ts';
import { serveThrowAwayKeys } from './throw-away-keys.ts';

/* `npm run conformance -- --url <url> --insurer <id>`: may this subgraph be admitted? */

const USAGE = `Usage: npm run conformance -- --url <url> --insurer <id> [options]
  --url <url>         the GraphQL endpoint of the subgraph
  --insurer <id>      identifier of the insurer in the graph
  --extension <file>  the extension that will be submitted with it, which is then tried as well
  --json              the report as JSON, in English and Arabic
  --jwks-port <n>     loopback port of the throw-away keys; 4999 when left out
  --mode <mode>       SANDBOX, PILOT or LIVE; SANDBOX when left out
  --deadline <ms>     what one call may take; 2000 when left out
  --wait <ms>         how long to wait for the subgraph to trust the keys; 40000 when left out
Exit code 0: it may be admitted. 1: it may not. 2: the command is wrong.
`;

/** A subgraph that has just seen other keys may rest this long before it asks for new ones; libraries often rest 30 seconds. */
const PATIENCE_MS = 40_000;
const PAUSE_MS = 500;

/** Waits until a signed call is answered, so that a subgraph may start late or learn the new keys. What it is refused for is for the suite to say. */
async function untilAnswered(target: ConformanceTarget, patienceMs: number, onWait: () => void): Promise<void> {
  const caller = createSubgraphCaller(target);
  const end = Date.now() + patienceMs;
  for (let tried = 0; ; tried += 1) {
    const { status, body } = await caller.call({ query: '{ __typename }' });
    // Anything but a refusal of the keys will not get better by waiting.
    if (body?.data != null || (status !== 0 && status !== 401 && status !== 403 && status !== 200) || Date.now() > end) return;
    if (tried === 0) onWait();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      insurer: { type: 'string' },
      json: { type: 'boolean', default: false },
      'jwks-port': { type: 'string', default: '4999' },
      mode: { type: 'string', default: 'SANDBOX' },
      extension: { type: 'string' },
      deadline: { type: 'string', default: '2000' },
      wait: { type: 'string', default: String(PATIENCE_MS) },
    },
  });
  const { url, insurer: insurerId, json } = values;
  const [mode, deadlineMs] = [values.mode as ProgrammeMode, Number(values.deadline)];
  if (url === undefined || insurerId === undefined || !URL.canParse(url) || !PROGRAMME_MODES.includes(mode) || !(deadlineMs > 0)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const extension = values.extension === undefined ? null : await readFile(values.extension, 'utf8');
  const keys = await serveThrowAwayKeys(Number(values['jwks-port']));
  try {
    if (!json) process.stdout.write(`Calls are signed with throw-away keys. Let the subgraph trust ${keys.jwksUrl}\n`);
    const target: ConformanceTarget = { url, insurerId, mode, deadlineMs, extension, signer: keys.signer };
    await untilAnswered(target, Number(values.wait), () => json || process.stdout.write('Waiting until a signed call is answered …\n'));
    const report = await runConformance(target);
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : printReport(report));
    return report.admissible ? 0 : 1;
  } finally {
    await keys.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const wrongCommand = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${wrongCommand ? USAGE : ''}`);
  process.exitCode = 2;
}
