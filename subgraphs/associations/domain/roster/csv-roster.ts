import { cellsOfLines, delimiterOf, type Delimiter } from './csv-cells.ts';
import { recognizeHeader, type ColumnIndex } from './csv-header.ts';
import { lineBlocks, type LineBlock } from './csv-lines.ts';
import { finding, type LineFinding } from './finding.ts';

/** The cells of one line as they stand in the file; the header is line 1. */
export interface RawRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * What reading a roster brings, in order: the header once, then rows with the lines that could not be read. 'refused'
 * is the last word: nothing after it is read, and the file as a whole is not a roster.
 */
export type RosterReading =
  | { readonly kind: 'header'; readonly columns: ColumnIndex }
  | { readonly kind: 'rows'; readonly rows: readonly RawRow[]; readonly faults: readonly LineFinding[] }
  | { readonly kind: 'refused'; readonly findings: readonly LineFinding[] };

export interface ReadingLimits {
  readonly maxLineBytes: number;
  /** Bounds the memory of the duplicate check, which is at most 35 bytes a line. */
  readonly maxLines: number;
}

export const READING_LIMITS: ReadingLimits = { maxLineBytes: 10_240, maxLines: 2_000_000 };

function isBlank(cells: readonly string[]): boolean {
  return cells[0]?.trim() === '' && cells.every((cell) => cell.trim() === '');
}

function rowsOf(block: LineBlock, text: string, delimiter: Delimiter, limits: ReadingLimits): {
  rows: RawRow[]; faults: LineFinding[];
} {
  const rows: RawRow[] = [];
  const faults: LineFinding[] = [
    ...block.tooLong.map((line) => ({ line, ...finding(null, 'ROSTER_LINE_TOO_LONG', { limit: limits.maxLineBytes }) })),
    ...block.unbalanced.map((line) => ({ line, ...finding(null, 'ROSTER_LINE_MALFORMED') })),
  ];
  for (const [offset, cells] of cellsOfLines(text, delimiter).entries()) {
    const line = block.firstLine + offset;
    if (cells === null) faults.push({ line, ...finding(null, 'ROSTER_LINE_MALFORMED') });
    else if (!isBlank(cells)) rows.push({ line, cells });
  }
  return { rows, faults: faults.sort((a, b) => a.line - b.line) };
}

function refused(line: number, ...findings: ReturnType<typeof finding>[]): RosterReading {
  return { kind: 'refused', findings: findings.map((one) => ({ line, ...one })) };
}

/**
 * Reads a roster as it streams in. A line that cannot be read is reported and the rest goes on; text that is not UTF-8,
 * a header that is not understood or too many lines refuse the file. Memory does not grow with the file.
 */
export async function* readRoster(
  stream: AsyncIterable<Uint8Array>, limits: ReadingLimits = READING_LIMITS,
): AsyncGenerator<RosterReading> {
  let delimiter: Delimiter | null = null;
  for await (const block of lineBlocks(stream, limits.maxLineBytes)) {
    if (block.notUtf8 !== null) {
      yield refused(block.notUtf8, finding(null, 'ROSTER_NOT_UTF8', { line: block.notUtf8 }));
      return;
    }
    if (block.firstLine + block.lineCount - 2 > limits.maxLines) {
      yield refused(block.firstLine, finding(null, 'ROSTER_TOO_MANY_LINES', { limit: limits.maxLines }));
      return;
    }
    const text = block.bytes.toString('utf8').replace(/^\ufeff/, '');
    const first: Delimiter = delimiter ?? delimiterOf(text.trimStart().split('\n', 1)[0] ?? '');
    const { rows, faults } = rowsOf(block, text, first, limits);
    if (delimiter === null) {
      const header = rows.shift();
      const before = faults.filter((fault) => header === undefined || fault.line < header.line);
      if (before.length > 0) {
        yield { kind: 'refused', findings: before };
        return;
      }
      if (header === undefined) continue;
      const recognized = recognizeHeader(header.cells);
      if ('findings' in recognized) {
        yield refused(header.line, ...recognized.findings);
        return;
      }
      delimiter = first;
      yield { kind: 'header', columns: recognized.columns };
    }
    if (rows.length > 0 || faults.length > 0) yield { kind: 'rows', rows, faults };
  }
  if (delimiter === null) yield refused(1, finding(null, 'ROSTER_EMPTY'));
}
