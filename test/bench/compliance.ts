import { cpus, loadavg } from 'node:os';
import { riyadhDateOf } from '../../subgraphs/kit/riyadh-date.ts';
import type { HouseName } from '../../gateway/standalone.ts';
import { findingLatency } from './compliance/finding-latency.ts';
import { evaluateAll, secondsOf, untilCounted, untilJudged } from './compliance/model-state.ts';
import { openNationalGraph } from './compliance/national-graph.ts';
import { overviewMeasures } from './compliance/overview-measures.ts';
import { readPlans } from './compliance/read-plans.ts';
import { REGULATOR_READS } from './compliance/regulator-reads.ts';
import { atLeast, atMost, reported } from './measure.ts';
import type { Bench } from './measure.ts';

/*
 * `npm run bench -- compliance [--quick]`: the regulator's view at national size on the embedded default. With DATA_DIR
 * over that folder, which is filled when it is empty and kept, so that a second run begins with what the first has read;
 * --quick is a tenth of the nation.
 */

const NATION = { associations: 5_000, employees: 150_000, insurers: 30 };
const TENTH = { associations: 500, employees: 15_000, insurers: 30 };

export const bench: Bench = async (out, flags) => {
  const begin = performance.now();
  const say = (line: string): void => out(`${((performance.now() - begin) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
  const statements = new Map<HouseName, Set<string>>();
  let hears: ((house: HouseName, sql: string) => void) | null = null;
  const graph = await openNationalGraph(flags.includes('--quick') ? TENTH : NATION, process.env['DATA_DIR'], say, (house, sql) => hears?.(house, sql));
  try {
    const regulator = await graph.player('regulator');
    const begun = performance.now();
    const lives = await untilCounted(regulator, say);
    say(`${lives} lives, read and counted ${((performance.now() - begun) / 1_000).toFixed(1)} s after the houses were open`);
    const [last] = await untilJudged(regulator, say);
    if (last !== undefined) say(`the evaluation after it: ${last.evaluated} cases in ${secondsOf(last).toFixed(1)} s, ${last.opened} findings opened`);

    const rebuilding = performance.now();
    await regulator.tell('rebuildCompliance', 'ComplianceModelInput', {}, 'sources { feed }');
    const rebuilt = await untilCounted(regulator, say);
    const rebuildSeconds = (performance.now() - rebuilding) / 1_000;
    if (rebuilt !== lives) throw new Error(`The rebuilt model has ${rebuilt} lives, the one before had ${lives}.`);
    say(`rebuilt in ${rebuildSeconds.toFixed(1)} s`);
    await untilJudged(regulator, say);

    const evaluation = await evaluateAll(regulator, say);
    say(`evaluated ${evaluation.evaluated} cases in ${secondsOf(evaluation).toFixed(1)} s: ${evaluation.opened} opened, ${evaluation.changed} changed, ${evaluation.closed} closed`);

    hears = (house, sql) => statements.set(house, (statements.get(house) ?? new Set()).add(sql));
    const { insurers } = await regulator.ask<{ insurers: { edges: { node: { id: string } }[] } }>('{ insurers(first: 1) { edges { node { id } } } }');
    const insurerId = insurers.edges[0]?.node.id ?? '';
    const { associations } = await regulator.ask<{ associations: { edges: { node: { id: string } }[] } }>('{ associations(first: 1) { edges { node { id } } } }');
    const ids = { insurerId, associationId: associations.edges[0]?.node.id ?? '', day: riyadhDateOf(new Date()), past: riyadhDateOf(new Date(), -400) };
    const latency = await findingLatency(graph, regulator);
    say('events and their findings measured; now what a regulator reads');
    for (const { document, names } of REGULATOR_READS) await regulator.ask(document, Object.fromEntries(names.map((name) => [name, ids[name]])));
    const noted = hears;
    const overview = await overviewMeasures(regulator, graph.embedded.databases.get('regulation')?.appUrl ?? '', insurerId, ids.day, async (work) => {
      const heard: string[] = [];
      hears = (house, sql) => void (house === 'regulation' && heard.push(sql));
      await work();
      hears = noted;
      return heard;
    });
    hears = null;

    say('the overview measured; now the plans of all statements that were heard');
    let looked = 0;
    let whole = 0;
    for (const [house, texts] of statements) {
      const plans = await readPlans(house, graph.embedded.databases.get(house)?.migratorUrl ?? '', texts);
      looked += plans.looked;
      whole += plans.whole.length;
      for (const { table, sql } of plans.whole) say(`${house} reads ${table} from end to end: ${sql.replace(/\s+/g, ' ').slice(0, 400)}`);
    }
    return [
      reported(`load of the machine meanwhile, which fills its ${cpus().length} cores at ${cpus().length}`, loadavg()[2] ?? 0, 'processes'),
      reported('lives', lives, 'lives'),
      ...overview,
      ...latency,
      atLeast('full evaluation of all rules over all lives', evaluation.evaluated / secondsOf(evaluation), 'lives/s', 20_000),
      atMost('full rebuild of the read model', rebuildSeconds, 's', 180),
      reported('statements whose plans were read', looked, 'statements'),
      atMost('of these, statements that read a large table without an index', whole, 'statements', 0),
    ];
  } finally {
    await graph.close();
  }
};
