import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { toCsv } from '../../../../gateway/partner/regulator/page/csv.ts';

const cells = (text: string): string[] => (parse(text, { bom: true }) as string[][])[1] ?? [];

describe('a table as CSV', () => {
  it('begins with a byte-order mark and ends its lines as RFC 4180 does', () => {
    expect(toCsv(['الجمعية', 'Lives'], [['جمعية البر', 12]])).toBe('\ufeffالجمعية,Lives\r\nجمعية البر,12\r\n');
  });

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '＝1', '|calc', '%0a=1', '=HYPERLINK("http://x","y")'])('lets no spreadsheet run %j', (formula) => {
    expect(cells(toCsv(['a'], [[formula]]))).toEqual([`'${formula}`]);
  });

  it.each([['-12.50', '-12.50'], [-3, '-3'], ['0.93', '0.93'], [null, ''], ['E02', 'E02'], ['-', "'-"]])('keeps %j a number or a text', (cell, kept) => {
    expect(cells(toCsv(['a', 'b'], [[cell, 'x']]))[0]).toBe(kept);
  });

  it('gives every text back, but for the mark before what looks like a formula', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (row) => {
      const read = cells(toCsv(row, [row]));
      expect(read.map((cell, place) => (cell === `'${row[place]}` ? row[place] : cell))).toEqual(row);
    }));
  });
});
