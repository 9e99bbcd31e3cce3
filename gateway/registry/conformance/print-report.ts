import Table from 'cli-table3';
import type { ConformanceReport } from './conformance-report.ts';

/** The report as a person reads it in a terminal: a line a check, a sentence for each that failed, and the grade. */
export function printReport(report: ConformanceReport): string {
  const table = new Table({ head: ['', 'check', 'ms'], colAligns: ['left', 'left', 'right'], style: { head: [], border: [], compact: true } });
  for (const { ok, weight, title, took } of report.checks) table.push([ok ? 'ok' : weight === 'required' ? 'FAIL' : 'warn', title, String(took)]);
  const failed = report.checks.filter(({ ok }) => !ok);
  const sentences = failed.map(({ id, title, weight, sentence }) => `${weight === 'required' ? 'FAIL' : 'warn'} ${title} (${id})\n     ${sentence}\n`);
  return [table.toString(), '', ...sentences, verdict(report), ''].join('\n');
}

function verdict({ grade, admissible, checks, endedAt }: ConformanceReport): string {
  const held = checks.filter(({ ok }) => ok).length;
  const words = admissible ? 'this subgraph may be admitted.' : 'this subgraph may not be admitted.';
  const untried = endedAt === null ? '' : ` What stands behind ${endedAt} was not tried.`;
  return `${held} of ${checks.length} checks hold. Grade ${grade}: ${words}${untried}`;
}
