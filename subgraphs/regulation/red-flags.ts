import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { computeRedFlags } from './domain/red-flags/compute-red-flags.ts';
import { FLAG_CODES } from './domain/red-flags/flag.ts';
import { SettingsUnreadable } from './domain/red-flags/ini.ts';
import { readSettings } from './domain/red-flags/read-settings.ts';
import { createRedFlagResults } from './domain/red-flags/red-flag-results.ts';
import { readReleaseLine } from './domain/red-flags/release-line.ts';
import { ALL_ENABLED } from './domain/red-flags/settings.ts';
import type { RedFlagSettings } from './domain/red-flags/settings.ts';
import { linesOf } from './sources/lines-of.ts';

const USAGE = `npm run red-flags -- [--settings <file.ini>] [--count] [--no-meta] [--map] [--verbose] <compiled-releases.jsonl>
("-" reads standard input). Writes one JSON object: {OCID|Buyer|ProcuringEntity|Tenderer: {id: {code: value}}, Meta}.`;

/** Of one kind so many are told line by line; the rest is told as a number, and all of it with --verbose. */
const TOLD_OF_A_KIND = 100;

const SAYS = { out: process.stdout, err: process.stderr };

interface Run {
  readonly file: string;
  readonly settings: RedFlagSettings;
  readonly count: boolean;
  readonly meta: boolean;
  readonly maps: boolean;
  readonly verbose: boolean;
}

/** What stops the command before it began: written to standard error, exit code 2. */
class Unusable extends Error {}

async function readCommand(args: string[]): Promise<Run> {
  let parsed;
  try {
    parsed = parseArgs({
      args, allowPositionals: true,
      options: {
        settings: { type: 'string', short: 's' }, count: { type: 'boolean', short: 'c' }, 'no-meta': { type: 'boolean' },
        map: { type: 'boolean' }, verbose: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw new Unusable(`ARGUMENTS_INVALID: ${(error as Error).message}\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  const [file] = positionals;
  if (file === undefined || positionals.length !== 1) throw new Unusable(`ARGUMENTS_INVALID: one file is needed\n${USAGE}`);
  await checkFile(file, 'FILE_UNREADABLE');
  let settings = ALL_ENABLED;
  if (values.settings === undefined) {
    SAYS.err.write(`note: no settings are given: all of ${FLAG_CODES.join(', ')} run at their defaults\n`);
  } else {
    await checkFile(values.settings, 'SETTINGS_UNREADABLE');
    try {
      const read = readSettings(await readFile(values.settings, 'utf8'));
      for (const note of read.notes) SAYS.err.write(`note: ${note}\n`);
      settings = read.settings;
    } catch (error) {
      if (!(error instanceof SettingsUnreadable)) throw error;
      throw new Unusable(`SETTINGS_UNREADABLE: ${values.settings}: ${error.message}`);
    }
  }
  return { file, settings, count: values.count ?? false, meta: !(values['no-meta'] ?? false), maps: values.map ?? false, verbose: values.verbose ?? false };
}

async function checkFile(file: string, code: string): Promise<void> {
  if (file === '-' && code === 'FILE_UNREADABLE') return;
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Unusable(`${code}: ${file}: ${error.code ?? 'cannot be read'}`);
  });
  if (found.isDirectory()) throw new Unusable(`${code}: ${file}: is a folder, not a file`);
}

async function run({ file, settings, count, meta, maps, verbose }: Run): Promise<void> {
  const told = new Map<string, number>();
  let line = 0;
  const warn = (code: string, sentence: string): void => {
    const times = (told.get(code) ?? 0) + 1;
    told.set(code, times);
    if (verbose || times <= TOLD_OF_A_KIND) SAYS.err.write(`line ${line}: ${code}: ${sentence}\n`);
  };
  const results = createRedFlagResults(maps);
  const flags = computeRedFlags(settings, {
    ...results,
    remark(code, ocid, path, meaning) {
      if (code === 'CURRENCY_OTHER' && settings.quietAboutCurrencies && !verbose) return;
      warn(code, `${path} of ${ocid}: ${meaning}`);
    },
  });
  let looked = 0;
  for await (const bytes of linesOf(file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 }))) {
    line += 1;
    const read = readReleaseLine(bytes);
    if (read === null) continue;
    if ('fault' in read) {
      warn(read.fault, `${read.reason}; the line is left out`);
      continue;
    }
    looked += 1;
    flags.add(read.release, read.ocid);
  }
  flags.conclude();
  for (const [code, times] of told) SAYS.err.write(`${code}: ${times} in all${!verbose && times > TOLD_OF_A_KIND ? `, ${times - TOLD_OF_A_KIND} of them not shown (--verbose shows all)` : ''}\n`);
  if (told.size > 0) SAYS.err.write(`${looked} of ${line} lines were looked at\n`);
  if (count) for (const [group, identifiers] of results.counts()) SAYS.err.write(`${group}: ${identifiers}\n`);
  SAYS.out.write(`${results.write({ meta, maps })}\n`);
}

try {
  await run(await readCommand(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Unusable)) throw error;
  SAYS.err.write(`${error.message}\n`);
  process.exitCode = 2;
}
