import { calendarDay, type CalendarDay } from '../../../../../subgraphs/associations/domain/roster/calendar-day.ts';
import { checkRosterLine } from '../../../../../subgraphs/associations/domain/roster/check-roster-line.ts';
import { recognizeHeader, type ColumnIndex } from '../../../../../subgraphs/associations/domain/roster/csv-header.ts';
import { rosterContext, type RosterContext } from '../../../../../subgraphs/associations/domain/roster/roster-context.ts';
import type { RosterLine } from '../../../../../subgraphs/associations/domain/roster/roster-line.ts';
import { DEFAULT_ROSTER_RULES, type RosterRules } from '../../../../../subgraphs/associations/domain/roster/roster-rules.ts';
import { ROSTER_COLUMN_NAMES, type RosterColumn } from '../../../../../schema/contracts/roster-columns.ts';

/** The day on which the tests check their rosters. */
export const TODAY = '2026-03-15';

export type RosterCells = Readonly<Record<RosterColumn, string>>;

export const EMPLOYEE_CELLS: RosterCells = {
  national_id: '1058529940', full_name_ar: 'محمد عبدالله صالح القحطاني', full_name_en: 'Mohammed Al-Qahtani',
  birth_date: '1985-05-20', sex: 'M', nationality: 'SA', relationship: 'SELF', subscriber_national_id: '',
  policy_class: 'B', region: 'SA-01', employment_start: '2019-09-01', marital_status: 'MARRIED',
  effective_date: '2026-04-01', works: '',
};

export const CHILD_CELLS: RosterCells = {
  ...EMPLOYEE_CELLS, national_id: '1001244019', full_name_ar: 'سارة محمد عبدالله القحطاني', birth_date: '2015-08-02',
  sex: 'F', relationship: 'CHILD', subscriber_national_id: '1058529940', employment_start: '', marital_status: 'SINGLE',
};

export function header(): ColumnIndex {
  const read = recognizeHeader(ROSTER_COLUMN_NAMES);
  if ('findings' in read) throw new Error('the header of the tests is not recognised');
  return read.columns;
}

export function aContext(rules: Partial<RosterRules> = {}): RosterContext {
  return rosterContext(TODAY, { ...DEFAULT_ROSTER_RULES, ...rules });
}

function check(cells: RosterCells, context: RosterContext, line: number): ReturnType<typeof checkRosterLine> {
  return checkRosterLine(ROSTER_COLUMN_NAMES.map((column) => cells[column]), line, header(), context);
}

/** What is wrong with a line, as "column CODE"; [] when it is good. */
export function faultsOf(cells: RosterCells, context: RosterContext = aContext(), line = 2): string[] {
  const checked = check(cells, context, line);
  return 'findings' in checked ? checked.findings.map(({ column, code }) => `${column ?? '-'} ${code}`) : [];
}

export function lineOf(cells: RosterCells, context: RosterContext = aContext(), line = 2): RosterLine {
  const checked = check(cells, context, line);
  if ('findings' in checked) throw new Error(`not a good line: ${checked.findings.map(({ code }) => code).join()}`);
  return checked.line;
}

export function day(text: string): CalendarDay {
  const read = calendarDay(text);
  if (read === null) throw new Error(`not a day: ${text}`);
  return read;
}
