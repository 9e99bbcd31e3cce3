import { openRosterDesk } from './roster-desk.ts';
import { TODAY } from './roster-file.ts';

/* A process that takes rosters in, to be killed in the middle of one. */
const desk = await openRosterDesk({
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  fieldKey: Buffer.from(process.env['FIELD_KEY'] ?? '', 'base64'),
  now: () => TODAY,
});
process.stdout.write(`open at ${desk.url}\n`);
