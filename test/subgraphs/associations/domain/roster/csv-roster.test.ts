import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readRoster, READING_LIMITS, type RosterReading } from '../../../../../subgraphs/associations/domain/roster/csv-roster.ts';
import { ROSTER_COLUMN_NAMES } from '../../../../../schema/contracts/roster-columns.ts';
import { CHILD_CELLS, EMPLOYEE_CELLS } from './roster-words.ts';

const HEADER = ROSTER_COLUMN_NAMES.join();
const EMPLOYEE = ROSTER_COLUMN_NAMES.map((name) => EMPLOYEE_CELLS[name]).join();
const CHILD = ROSTER_COLUMN_NAMES.map((name) => CHILD_CELLS[name]).join();

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

async function read(file: string | Buffer, pieceSize = 64_000, limits = READING_LIMITS): Promise<RosterReading[]> {
  const readings: RosterReading[] = [];
  for await (const reading of readRoster(inPieces(Buffer.from(file as string), pieceSize), limits)) readings.push(reading);
  return readings;
}

/** The reading in a word a line: "3: 1058529940" for a row, "4: CODE" for a fault, "! 1: CODE" for a refusal. */
async function told(file: string | Buffer, pieceSize?: number, limits?: typeof READING_LIMITS): Promise<string[]> {
  return (await read(file, pieceSize, limits)).flatMap((reading) => {
    if (reading.kind === 'header') return [];
    if (reading.kind === 'refused') return reading.findings.map(({ line, code }) => `! ${line}: ${code}`);
    return [
      ...reading.rows.map(({ line, cells }) => ({ line, word: cells[0] ?? '' })),
      ...reading.faults.map(({ line, code }) => ({ line, word: code })),
    ].sort((a, b) => a.line - b.line).map(({ line, word }) => `${line}: ${word}`);
  });
}

describe('reading a roster', () => {
  it('yields the header, then rows with their lines', async () => {
    const [first, second] = await read(`${HEADER}\n${EMPLOYEE}\n${CHILD}\n`);
    expect(first).toMatchObject({ kind: 'header', columns: { national_id: 0, width: 14 } });
    expect(second).toMatchObject({ kind: 'rows', faults: [], rows: [{ line: 2 }, { line: 3, cells: CHILD.split(',') }] });
  });

  it.each([
    ['a byte order mark', `\ufeff${HEADER}\n${EMPLOYEE}\n`],
    ['CRLF', `${HEADER}\r\n${EMPLOYEE}\r\n`],
    ['CRLF and quotes', `${HEADER}\r\n"${EMPLOYEE.split(',').join('","')}"\r\n`],
    ['no newline at the end', `${HEADER}\n${EMPLOYEE}`],
    ['semicolons', `${HEADER}\n${EMPLOYEE}`.replaceAll(',', ';')],
    ['tabs', `${HEADER}\n${EMPLOYEE}`.replaceAll(',', '\t')],
    ['some quotes and spaces', `${HEADER}\n "1058529940" ,${EMPLOYEE.slice(11)}\n`],
  ])('does not mind %s', async (_what, file) => {
    const rows = (await read(file)).flatMap((reading) => (reading.kind === 'rows' ? reading.rows : []));
    expect(rows).toEqual([{ line: 2, cells: EMPLOYEE.split(',') }]);
  });

  it('keeps a separator and a quotation mark inside quotes', async () => {
    const [, rows] = await read(`${HEADER}\n1,"القحطاني, ""أبو صالح""",x\n`);
    expect(rows).toMatchObject({ rows: [{ cells: ['1', 'القحطاني, "أبو صالح"', 'x'] }] });
  });

  it('passes over empty lines and lines of separators, and still counts them', async () => {
    expect(await told(`\n${HEADER}\n\n${EMPLOYEE}\n,,,,\n${CHILD}\n\n`)).toEqual(['4: 1058529940', '6: 1001244019']);
  });

  it('reads the same whatever pieces the bytes come in', async () => {
    const file = Buffer.from(`${HEADER}\r\n${EMPLOYEE}\n"x\n${'y'.repeat(300)}\n"${CHILD.replace(',', '",')}\n${EMPLOYEE}`);
    const limits = { ...READING_LIMITS, maxLineBytes: 250 };
    const whole = ['2: 1058529940', '3: ROSTER_LINE_MALFORMED', '4: ROSTER_LINE_TOO_LONG', '5: 1001244019', '6: 1058529940'];
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 700 }), async (size) => {
      expect(await told(file, size, limits)).toEqual(whole);
    }), { numRuns: 60 });
  });
});

describe('one bad line', () => {
  it.each([
    ['an open quotation mark', '"1,x', 'ROSTER_LINE_MALFORMED'],
    ['a quotation mark in the middle', '1,a"b"c,x', 'ROSTER_LINE_MALFORMED'],
    ['text after a closed quotation', '"1"x,"y"', 'ROSTER_LINE_MALFORMED'],
    ['more than 10 KB', 'x'.repeat(10_241), 'ROSTER_LINE_TOO_LONG'],
  ])('with %s is reported and the others are read', async (_what, bad, code) => {
    expect(await told(`${HEADER}\n${EMPLOYEE}\n${bad}\n${CHILD}\n`)).toEqual([
      '2: 1058529940', `3: ${code}`, '4: 1001244019',
    ]);
  });

  it('of any length is dropped as it comes and reported once', async () => {
    expect(await told(`${HEADER}\n${'x'.repeat(1_000_000)}\n${EMPLOYEE}\n`)).toEqual(['2: ROSTER_LINE_TOO_LONG', '3: 1058529940']);
    expect(await told(`${HEADER}\n${'x'.repeat(1_000_000)}`)).toEqual(['2: ROSTER_LINE_TOO_LONG']);
  });
});

describe('a file that is refused', () => {
  it('is not UTF-8: the line is named', async () => {
    const windows1256 = Buffer.from([0xe3, 0xcd, 0xe3, 0xcf]);
    expect(await told(Buffer.concat([Buffer.from(`${HEADER}\n${EMPLOYEE}\n1,`), windows1256, Buffer.from('\n')]))).toEqual([
      '! 3: ROSTER_NOT_UTF8',
    ]);
    expect(await told(Buffer.from(`\ufeff${HEADER}\n`, 'utf16le'))).toEqual(['! 1: ROSTER_NOT_UTF8']);
  });

  it('is empty', async () => {
    expect(await told('')).toEqual(['! 1: ROSTER_EMPTY']);
    expect(await told('\n \n')).toEqual(['! 1: ROSTER_EMPTY']);
  });

  it('has a header that is not understood; nothing after it is read', async () => {
    expect(await told(`${HEADER},salary\n${EMPLOYEE}\n`)).toEqual(['! 1: ROSTER_COLUMN_UNKNOWN']);
    expect(await told(`${EMPLOYEE}\n${CHILD}\n`)).toEqual(['! 1: ROSTER_HEADER_MISSING']);
    expect(await told(`"${HEADER}\n${EMPLOYEE}\n`)).toEqual(['! 1: ROSTER_LINE_MALFORMED']);
  });

  it('has more lines than the limit', async () => {
    const file = `${HEADER}\n${EMPLOYEE}\n${CHILD}\n`;
    expect(await told(file, 64_000, { ...READING_LIMITS, maxLines: 1 })).toEqual(['! 1: ROSTER_TOO_MANY_LINES']);
    expect(await told(file, 64_000, { ...READING_LIMITS, maxLines: 2 })).toHaveLength(2);
  });
});
