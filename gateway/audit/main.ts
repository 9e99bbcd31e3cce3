import '../telemetry/no-phone-home.ts';
import { parseArgs } from 'node:util';
import type { AuditFault } from '../../subgraphs/kit/verify-audit.ts';
import { ConfigError } from '../config.ts';
import { EmbeddedPostgresError } from '../embedded/embedded-postgres-error.ts';
import { readStartConfig } from '../start-config.ts';
import { findHouseUrls } from './house-urls.ts';
import { verifyHouses } from './verify-houses.ts';
import type { AuditVerification } from './verify-houses.ts';

/*
 * `npm run audit -- verify`: walks the audit chain of every house and holds it against its anchors.
 * Exit code 0: whole. 1: broken, and the first entry that is wrong is named. 2: could not be walked.
 */

const BROKEN = 1;
const NOT_WALKED = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const BREACHES: Readonly<Record<AuditFault['breach'], string>> = {
  CHANGED: 'was changed',
  REMOVED: 'was removed',
  INSERTED: 'was inserted',
  MOVED: 'stands in the place of the next',
  TRUNCATED: 'is gone with all that followed: an anchor has seen more',
  REWRITTEN: 'or one after it was changed, and the chain hashed anew from there: an anchor has seen another',
};

async function main(): Promise<void> {
  const { positionals: [command, ...rest] } = parseArgs({ allowPositionals: true });
  if (command !== 'verify' || rest.length > 0) throw new ConfigError('Say what: npm run audit -- verify');
  const { urls, close } = await findHouseUrls(process.env, readStartConfig(process.env));
  try {
    tell(await verifyHouses(urls));
  } finally {
    await close();
  }
}

function tell({ houses, falseAnchors, anchorsKnown }: AuditVerification): void {
  for (const { house, entries, anchored, fault } of houses) {
    if (fault === null) {
      say(`${house}: ${entries} entries, whole; ${anchored} anchors hold.`);
      continue;
    }
    process.exitCode = BROKEN;
    const { breach, seq, upTo, row } = fault;
    const what = row === null ? '' : ` (${row.action} of ${row.entity} ${row.entity_id} by ${row.subject}, ${timeOf(row.at)})`;
    say(`${house}: BROKEN. Entry ${seq}${what} ${BREACHES[breach]}${upTo === null ? '' : ` by entry ${upTo}`}. ${entries} entries before it are whole.`);
  }
  for (const anchor of falseAnchors) {
    process.exitCode = BROKEN;
    say(`regulation: BROKEN. The anchor of ${anchor} is not what was put down.`);
  }
  if (!anchorsKnown) say('No anchors were looked at: give REGULATION_DATABASE_URL too, or a chain that lost its end shows as whole.');
}

function timeOf(at: Date): string {
  return at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : 'no time';
}

try {
  await main();
} catch (error) {
  const told = error instanceof ConfigError || error instanceof EmbeddedPostgresError;
  process.stderr.write(`${told ? error.message : `The audit trail could not be walked: ${error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error)}`}\n`);
  process.exitCode = NOT_WALKED;
}
