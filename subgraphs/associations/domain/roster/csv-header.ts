import { ROSTER_COLUMNS, ROSTER_COLUMN_NAMES, type RosterColumn } from '../../../../schema/contracts/roster-columns.ts';
import { finding, type Finding } from './finding.ts';

/** Where each column stands in the file, from 0; -1 for an optional column that is absent. */
export type ColumnIndex = Readonly<Record<RosterColumn, number>> & {
  /** How many cells a line has. */
  readonly width: number;
};

/** The same header whatever its case, spacing, hamza, final ta or elongation. */
function plain(header: string): string {
  return header
    .replace(/^\ufeff/, '')
    .trim()
    .toLowerCase()
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة/g, 'ه')
    .replace(/ى/g, 'ي')
    .replace(/[\u0640\u200e\u200f]/g, '')
    .replace(/[\s_-]+/g, '_');
}

const columnOfHeader: ReadonlyMap<string, RosterColumn> = new Map(
  ROSTER_COLUMN_NAMES.flatMap((column) => [[plain(column), column], [plain(ROSTER_COLUMNS[column].ar), column]]),
);

/**
 * Reads the header line: English or Arabic names in any order. A header that is unknown, repeated or missing refuses
 * the file, because a column read as another would put wrong facts on the roster. Unknown headers are reported by
 * position, not by text: a file without a header line has a person there.
 */
export function recognizeHeader(cells: readonly string[]): { columns: ColumnIndex } | { findings: Finding[] } {
  const findings: Finding[] = [];
  const places = new Map<RosterColumn, number>();
  let width = cells.length;
  // Spreadsheets keep separators of columns that were once there; nameless ones at the end hold nothing.
  while (width > 0 && plain(cells[width - 1] ?? '') === '') width -= 1;
  for (let place = 0; place < width; place += 1) {
    const column = columnOfHeader.get(plain(cells[place] ?? ''));
    if (column === undefined) findings.push(finding(null, 'ROSTER_COLUMN_UNKNOWN', { position: place + 1 }));
    else if (places.has(column)) {
      findings.push(finding(column, 'ROSTER_COLUMN_REPEATED', { column, position: place + 1 }));
    } else places.set(column, place);
  }
  if (places.size === 0) return { findings: [finding(null, 'ROSTER_HEADER_MISSING')] };
  for (const column of ROSTER_COLUMN_NAMES) {
    if (ROSTER_COLUMNS[column].required && !places.has(column)) {
      findings.push(finding(column, 'ROSTER_COLUMN_MISSING', { column }));
    }
  }
  if (findings.length > 0) return { findings };
  const index = Object.fromEntries(ROSTER_COLUMN_NAMES.map((column) => [column, places.get(column) ?? -1]));
  return { columns: { ...(index as Record<RosterColumn, number>), width } };
}
