/** A cell is a number as it is, or a text that a spreadsheet must not take for a formula. */
export type CsvCell = string | number | null;

// What a spreadsheet would run: a sign it begins a formula with, also behind blanks or in its wide form.
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\t\r|%\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** RFC 4180 with a byte-order mark, without which spreadsheets read Arabic as another alphabet. */
export function toCsv(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => `${row.map(toCell).join(',')}\r\n`).join('')}`;
}

function toCell(cell: CsvCell): string {
  const text = cell === null ? '' : String(cell);
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
