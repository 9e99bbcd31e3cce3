import Table from 'cli-table3';
import type { Bench } from './measure.ts';

/* `npm run bench -- <name> [--json] [--quick]`: a table for people, with --json one line of JSON at the end, with --quick short rounds where there are any. */

const BENCHES: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  roster: () => import('./roster.ts'),
  queries: () => import('./queries.ts'),
  gateway: () => import('./gateway.ts'),
  compliance: () => import('./compliance.ts'),
  network: () => import('./network.ts'),
  differential: () => import('./differential.ts'),
};

const [name = '', ...flags] = process.argv.slice(2);
const load = BENCHES[name];

if (load === undefined || flags.some((flag) => flag !== '--json' && flag !== '--quick')) {
  console.error(`Say which bench: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json] [--quick]`);
  process.exitCode = 1;
} else {
  const { bench } = await load();
  const measures = await bench((line) => console.log(line), flags);
  const table = new Table({ head: ['measure', 'value', 'unit', 'demand', 'holds'], style: { head: [], border: [], compact: true } });
  for (const { measure, value, unit, demand, holds } of measures) table.push([measure, value, unit, demand ?? 'reported', holds === null ? '' : holds ? 'yes' : 'NO']);
  console.log(table.toString());
  if (flags.includes('--json')) console.log(JSON.stringify({ measures }));
}
