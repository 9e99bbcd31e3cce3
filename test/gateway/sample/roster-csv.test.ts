import { describe, expect, it } from '@jest/globals';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { rosterCsv } from '../../../gateway/sample/roster-csv.ts';
import { checkRosterLine } from '../../../subgraphs/associations/domain/roster/check-roster-line.ts';
import type { ColumnIndex } from '../../../subgraphs/associations/domain/roster/csv-header.ts';
import { readRoster } from '../../../subgraphs/associations/domain/roster/csv-roster.ts';
import { missingEmployee } from '../../../subgraphs/associations/domain/roster/missing-employee.ts';
import { rosterContext } from '../../../subgraphs/associations/domain/roster/roster-context.ts';
import type { RosterLine } from '../../../subgraphs/associations/domain/roster/roster-line.ts';
import { DEFAULT_ROSTER_RULES } from '../../../subgraphs/associations/domain/roster/roster-rules.ts';

async function* bytesOf(lines: Iterable<string>): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield await Promise.resolve(Buffer.from(line));
}

describe('a roster file of the sample', () => {
  // Days on which "the first of next month" and "born in the last 30 days" fall differently.
  it.each(['2026-03-15', '2028-02-29', '2026-12-31'])('is good in every line on %s', async (today) => {
    const sample = generateSample({ associations: 40, seed: 3, today });
    const context = rosterContext(today, DEFAULT_ROSTER_RULES);
    const people = sample.associations.flatMap((association) => [...sample.people(association)]);
    const lines: RosterLine[] = [];
    const findings: unknown[] = [];
    let columns: ColumnIndex | null = null;
    for await (const reading of readRoster(bytesOf(rosterCsv(people)))) {
      if (reading.kind === 'header') columns = reading.columns;
      else if (reading.kind === 'refused' || columns === null) findings.push(reading);
      else {
        findings.push(...reading.faults);
        for (const { line, cells } of reading.rows) {
          const checked = checkRosterLine(cells, line, columns, context);
          if ('line' in checked) lines.push(checked.line);
          else findings.push(...checked.findings);
        }
      }
    }
    expect(findings).toEqual([]);
    expect(lines.filter((line) => missingEmployee(context.seen, line.subscriberNationalId) !== null)).toEqual([]);
    expect(lines).toHaveLength(people.length);
    expect(people[5]).toMatchObject({ ...lines[5] });
    expect(Object.keys(lines[5] ?? {})).toHaveLength(14);
  });
});
