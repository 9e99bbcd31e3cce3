import Table from 'cli-table3';
import type { Bench } from './measure.ts';

/* `npm run bench -- <name> [--json]`: a table for people, and with --json one line of JSON at the end. */

const BENCHES: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  roster: () => import('./roster.ts'),
  queries: () => import('./queries.ts'),
  gateway: () => import('./gateway.ts'),
};

const [name = '', ...flags] = process.argv.slice(2);
const load = BENCHES[name];

if (load === undefined || flags.some((flag) => flag !== '--json')) {
  console.error(`Say which bench: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]`);
  process.exitCode = 1;
} else {
  const { bench } = await load();
  const measures = await bench((line) => console.log(line));
  const table = new Table({ head: ['measure', 'value', 'unit', 'demand', 'holds'], style: { head: [], border: [], compact: true } });
  for (const { measure, value, unit, demand, holds } of measures) table.push([measure, value, unit, demand ?? 'reported', holds === null ? '' : holds ? 'yes' : 'NO']);
  console.log(table.toString());
  if (flags.includes('--json')) console.log(JSON.stringify({ measures }));
}
