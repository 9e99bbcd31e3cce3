import { describe, expect, it } from '@jest/globals';
import { recognizeHeader } from '../../../../../subgraphs/associations/domain/roster/csv-header.ts';
import { ROSTER_COLUMNS, ROSTER_COLUMN_NAMES } from '../../../../../schema/contracts/roster-columns.ts';

describe('roster header', () => {
  it('reads English names in any order, case and spacing', () => {
    const cells = [...ROSTER_COLUMN_NAMES].reverse().map((name) => ` ${name.toUpperCase().replaceAll('_', ' ')} `);
    expect(recognizeHeader(cells)).toMatchObject({ columns: { works: 0, national_id: 13, width: 14 } });
  });

  it('reads Arabic names, whatever their hamza and final ta', () => {
    const cells = ROSTER_COLUMN_NAMES.map((name) => ROSTER_COLUMNS[name].ar.replace('إ', 'ا').replace(/ة/g, 'ه'));
    expect(recognizeHeader(['\ufeff' + cells[0], ...cells.slice(1)])).toMatchObject({ columns: { full_name_en: 2 } });
  });

  it('does without the optional columns, and ignores nameless ones at the end', () => {
    const required = ROSTER_COLUMN_NAMES.filter((name) => ROSTER_COLUMNS[name].required);
    expect(recognizeHeader([...required, '', ' '])).toMatchObject({ columns: { works: -1, width: required.length } });
  });

  it('refuses unknown, repeated and missing columns, by name or position', () => {
    const cells = ROSTER_COLUMN_NAMES.filter((name) => name !== 'sex');
    expect(recognizeHeader([...cells, 'salary', 'region'])).toEqual({
      findings: [
        { column: null, code: 'ROSTER_COLUMN_UNKNOWN', values: { position: 14 } },
        { column: 'region', code: 'ROSTER_COLUMN_REPEATED', values: { column: 'region', position: 15 } },
        { column: 'sex', code: 'ROSTER_COLUMN_MISSING', values: { column: 'sex' } },
      ],
    });
  });

  it('says that the header is missing when the first line is already a person, and repeats nothing of it', () => {
    expect(recognizeHeader(['1058529940', 'محمد'])).toEqual({
      findings: [{ column: null, code: 'ROSTER_HEADER_MISSING', values: {} }],
    });
  });
});
