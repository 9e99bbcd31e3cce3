import type { RosterColumn } from '../../../../schema/contracts/roster-columns.ts';
import { calendarDay, type CalendarDay } from './calendar-day.ts';
import type { ColumnIndex } from './csv-header.ts';
import { finding, type Finding } from './finding.ts';
import { westernDigits } from './western-digits.ts';

/** One line under inspection: its cells by column, and what was found wrong so far. */
export interface LineCells {
  readonly raw: readonly string[];
  readonly columns: ColumnIndex;
  readonly findings: Finding[];
}

/** The cell's text without surrounding space; '' when the file has no such column. */
export function textAt(cells: LineCells, column: RosterColumn): string {
  return (cells.raw[cells.columns[column]] ?? '').trim();
}

/** The day a cell names, or null with a finding. A year that is one of the Hijri calendar's is told apart. */
export function dayAt(cells: LineCells, column: RosterColumn): { text: string; day: CalendarDay } | null {
  const text = westernDigits(textAt(cells, column));
  const day = calendarDay(text);
  const hijri = day === null ? /^1[34]\d\d\D/.test(text) : day.year >= 1300 && day.year < 1500;
  if (day !== null && !hijri) return { text, day };
  cells.findings.push(finding(column, hijri ? 'ROSTER_DATE_HIJRI' : 'ROSTER_DATE_FORMAT'));
  return null;
}

/** The value a cell's word stands for, or null with a finding of the given code. */
export function wordAt<T>(
  cells: LineCells, column: RosterColumn, words: ReadonlyMap<string, T>, code: Finding['code'],
): T | null {
  const value = words.get(westernDigits(textAt(cells, column)).toUpperCase());
  if (value !== undefined) return value;
  cells.findings.push(finding(column, code));
  return null;
}

/** As `wordAt`, but an empty cell is null without a finding. */
export function optionalWordAt<T>(
  cells: LineCells, column: RosterColumn, words: ReadonlyMap<string, T>, code: Finding['code'],
): T | null {
  return textAt(cells, column) === '' ? null : wordAt(cells, column, words, code);
}
