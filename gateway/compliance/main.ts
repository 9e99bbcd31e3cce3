import '../telemetry/no-phone-home.ts';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { createIssuer } from '../auth/issuer.ts';
import { ConfigError } from '../config.ts';
import { createPlayers } from '../demo/player.ts';
import type { Player } from '../demo/player.ts';
import { EmbeddedPostgresError } from '../embedded/embedded-postgres-error.ts';
import { EMBEDDED_TOKENS, openEmbedded } from '../open-embedded.ts';
import { modeOf, runningUrl } from '../running-graph.ts';
import { readStartConfig } from '../start-config.ts';
import { createLog } from '../telemetry/log.ts';

/*
 * `npm run compliance -- rebuild`: empties the read model of the overview and reads all of it again.
 * `npm run compliance -- check`: builds it anew beside the first and compares the two; exit code 1 when they differ.
 * On the graph that runs, else on the data folder itself.
 */

interface Source {
  readonly upToDate: boolean;
}

const LOOK_AGAIN_MS = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { positionals: [command, ...rest] } = parseArgs({ allowPositionals: true });
  if ((command !== 'rebuild' && command !== 'check') || rest.length > 0) throw new ConfigError('Say what: npm run compliance -- rebuild|check');
  const scene = await openScene();
  try {
    const started = performance.now();
    const regulator = await scene.regulator();
    await (command === 'rebuild' ? rebuild(regulator) : check(regulator));
    say(`Done in ${((performance.now() - started) / 1_000).toFixed(1)} s.`);
  } finally {
    await scene.close();
  }
}

async function rebuild(regulator: Player): Promise<void> {
  await regulator.tell('rebuildCompliance', 'ComplianceModelInput', {}, 'sources { feed }');
  for (let last = ''; ; await pause(LOOK_AGAIN_MS)) {
    const { complianceOverview: { figures, sources } } = await regulator.ask<{ complianceOverview: { figures: { code: string; value: string }[]; sources: Source[] } }>(
      '{ complianceOverview { figures(of: [ASSOCIATIONS, LIVES, COVERED]) { code value } sources { upToDate } } }',
    );
    const told = figures.map(({ code, value }) => `${code} ${value}`).join(', ');
    if (sources.every(({ upToDate }) => upToDate)) return say(`The overview is rebuilt: ${told}`);
    if (told !== last) say(`reading: ${told}`);
    last = told;
  }
}

async function check(regulator: Player): Promise<void> {
  const { check: begun } = await regulator.tell<{ check: { id: string } }>('checkCompliance', 'ComplianceModelInput', {}, 'check { id }');
  for (;; await pause(LOOK_AGAIN_MS)) {
    const { complianceCheck: found } = await regulator.ask<{ complianceCheck: { endedAt: string | null; equal: boolean; differences: { table: string; onlyGrown: number; onlyRebuilt: number }[] } }>(
      'query ($id: ID!) { complianceCheck(id: $id) { endedAt equal differences { table onlyGrown onlyRebuilt } } }', { id: begun.id },
    );
    if (found.endedAt === null) continue;
    for (const { table, onlyGrown, onlyRebuilt } of found.differences) say(`${table}: ${onlyGrown} rows only in the one that grew, ${onlyRebuilt} only in the one built anew`);
    say(found.equal ? 'The model that grew equals the one built anew.' : 'The two models differ.');
    if (!found.equal) process.exitCode = 1;
    return;
  }
}

/** The graph that runs, or one opened for this over the data folder. */
async function openScene(): Promise<{ regulator(): Promise<Player>; close(): Promise<void> }> {
  const config = readStartConfig(process.env);
  const running = runningUrl(process.env, config.port);
  if (await modeOf(running) !== undefined) {
    const issuer = await createIssuer({ dataDir: config.dataDir, ...EMBEDDED_TOKENS });
    return { regulator: () => createPlayers(`${running}/graphql`, issuer)('regulator'), close: () => Promise.resolve() };
  }
  const embedded = await openEmbedded(config, createLog(config.logLevel));
  const { url } = await embedded.gateway.listen({ host: '127.0.0.1', port: 0 });
  return { regulator: () => createPlayers(`${url}/graphql`, embedded.issuer)('regulator'), close: () => embedded.close() };
}

try {
  await main();
} catch (error) {
  const told = error instanceof ConfigError || error instanceof EmbeddedPostgresError || (error instanceof Error && error.name === 'DemoFailure');
  process.stderr.write(`${error instanceof Error ? (told ? error.message : (error.stack ?? error.message)) : String(error)}\n`);
  process.exitCode = 1;
}
