import './telemetry/no-phone-home.ts';
import { ConfigError } from './config.ts';
import { EmbeddedPostgresError } from './embedded/embedded-postgres-error.ts';
import { openEmbedded } from './open-embedded.ts';
import { printWelcome } from './partner/welcome.ts';
import type { WelcomeOrganisations } from './partner/welcome.ts';
import { generateSample } from './sample/generate.ts';
import { DEFAULT_SAMPLE, sampleRequest } from './sample-seed.ts';
import { ListenError } from './server/listen.ts';
import { readStartConfig } from './start-config.ts';
import { createLog } from './telemetry/log.ts';

/* `npm start`: everything on this machine, in one process. */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const config = readStartConfig(process.env);
  const stopped = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, resolve);
  });
  say('Starting PostgreSQL, three houses and the gateway …');
  const embedded = await openEmbedded(config, createLog(config.logLevel), {
    sample: DEFAULT_SAMPLE,
    onFirstStart: () => say(`First start: making sample data (${DEFAULT_SAMPLE.associations} associations) …`),
  });
  try {
    const { url } = await embedded.gateway.listen({ host: config.host, port: config.port });
    embedded.announce(url);
    await printWelcome(url, embedded.issuer, firstOfSample(), say);
    await stopped;
    say('Draining …');
  } finally {
    await embedded.close();
  }
  return 0;
}

/** Whom the printed tokens speak for: the first of each in the sample, which is the same on every machine. */
function firstOfSample(): WelcomeOrganisations {
  const sample = generateSample(sampleRequest(DEFAULT_SAMPLE));
  const [association] = sample.associations;
  const [insurer] = sample.insurers;
  if (association === undefined || insurer === undefined) throw new Error('The sample is empty.');
  const [member] = sample.people(association);
  return {
    association: { id: association.id, name: association.nameEn },
    insurer: { id: insurer.id, name: insurer.nameEn },
    member: { id: member?.id ?? '' },
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  const told = error instanceof ConfigError || error instanceof ListenError || error instanceof EmbeddedPostgresError;
  process.stderr.write(`${told ? error.message : `Wasq could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}\n`);
  process.exitCode = 1;
}
