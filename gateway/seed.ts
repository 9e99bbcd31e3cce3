import './telemetry/no-phone-home.ts';
import { parseArgs } from 'node:util';
import { ConfigError } from './config.ts';
import { EmbeddedPostgresError } from './embedded/embedded-postgres-error.ts';
import { openEmbedded } from './open-embedded.ts';
import { DEFAULT_SAMPLE, isEmpty, seedSample } from './sample-seed.ts';
import type { SampleSize } from './sample-seed.ts';
import { readStartConfig } from './start-config.ts';
import { createLog } from './telemetry/log.ts';

/* `npm run seed -- --associations 60 [--employees 2000] [--insurers 6]`: sample data for three empty houses, or the rest of one that was cut short. */

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function readSize(): SampleSize {
  try {
    const { values } = parseArgs({ options: { associations: { type: 'string' }, employees: { type: 'string' }, insurers: { type: 'string' } } });
    const associations = wholeNumber('--associations', values.associations) ?? DEFAULT_SAMPLE.associations;
    const employees = wholeNumber('--employees', values.employees);
    const insurers = wholeNumber('--insurers', values.insurers);
    return { associations, ...(employees === null ? {} : { employees }), ...(insurers === null ? {} : { insurers }) };
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError('Say how much: npm run seed -- --associations 60 [--employees 2000] [--insurers 6]');
  }
}

function wholeNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new ConfigError(`${name} must be a whole number above zero.`);
  return Number(text);
}

async function main(): Promise<void> {
  const size = readSize();
  const config = readStartConfig(process.env);
  const started = performance.now();
  const embedded = await openEmbedded(config, createLog(config.logLevel), { runJobs: false });
  try {
    if (!(await isEmpty(embedded))) {
      throw new ConfigError(`${config.dataDir} already holds data; a sample goes into an empty folder only (set DATA_DIR to another one).`);
    }
    await seedSample(embedded, size, say);
    const memory = process.resourceUsage().maxRSS / 1024;
    say(`Done in ${((performance.now() - started) / 1_000).toFixed(1)} s, at most ${memory.toFixed(0)} MB of memory.`);
  } finally {
    await embedded.close();
  }
}

try {
  await main();
} catch (error) {
  const told = error instanceof ConfigError || error instanceof EmbeddedPostgresError || error instanceof RangeError;
  process.stderr.write(`${told ? error.message : `The sample could not be made: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}\n`);
  process.exitCode = 1;
}
