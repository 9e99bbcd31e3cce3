import { describe, expect, it } from '@jest/globals';
import { checkRosterLine } from '../../../../../subgraphs/associations/domain/roster/check-roster-line.ts';
import { ROSTER_COLUMN_NAMES, type RosterColumn } from '../../../../../schema/contracts/roster-columns.ts';
import { bilingualOf } from '../../../../../schema/contracts/errors.ts';
import { aContext, CHILD_CELLS, EMPLOYEE_CELLS, faultsOf, header, lineOf, type RosterCells } from './roster-words.ts';

const WIFE_CELLS: RosterCells = {
  ...CHILD_CELLS, relationship: 'SPOUSE', birth_date: '1988-02-03', marital_status: 'MARRIED',
};
const SON_CELLS: RosterCells = { ...CHILD_CELLS, sex: 'M' };

describe('a good line', () => {
  it('becomes an employee who is his own subscriber', () => {
    expect(lineOf(EMPLOYEE_CELLS)).toEqual({
      nationalId: '1058529940', fullNameAr: 'محمد عبدالله صالح القحطاني', fullNameEn: 'Mohammed Al-Qahtani',
      birthDate: '1985-05-20', sex: 'M', nationality: 'SA', relationship: 'SELF', subscriberNationalId: '1058529940',
      policyClass: 'B', region: 'SA-01', employmentStart: '2019-09-01', maritalStatus: 'MARRIED',
      effectiveDate: '2026-04-01', works: null,
    });
  });

  it('becomes a dependent without an employment, whatever the cell says', () => {
    expect(lineOf({ ...CHILD_CELLS, employment_start: 'x', works: 'N' })).toMatchObject({
      relationship: 'CHILD', subscriberNationalId: '1058529940', employmentStart: null, works: false,
    });
  });

  it('may speak 834, Arabic, lower case and Arabic digits', () => {
    const spoken = { ...CHILD_CELLS, national_id: '١٠٠١٢٤٤٠١٩', birth_date: '۲۰۱۵-۰۸-۰۲', sex: 'أنثى', relationship: '19' };
    expect(lineOf({ ...spoken, policy_class: 'vip', region: 'sa-14', works: 'لا', nationality: 'sa' })).toMatchObject({
      nationalId: '1001244019', birthDate: '2015-08-02', sex: 'F', relationship: 'CHILD', policyClass: 'VIP',
      region: 'SA-14', works: false, nationality: 'SA',
    });
    expect(lineOf({ ...WIFE_CELLS, relationship: '1' }).relationship).toBe('SPOUSE');
  });
});

describe('a cell that is wrong', () => {
  const cases: [RosterColumn, string, string][] = [
    ['national_id', '', 'ROSTER_ID_FORMAT'], ['national_id', '7001244019', 'ROSTER_ID_FORMAT'],
    ['national_id', '1058529941', 'ROSTER_ID_CHECK_DIGIT'],
    ['nationality', 'EG', 'ROSTER_ID_NATIONALITY'], ['nationality', 'KSA', 'ROSTER_NATIONALITY'],
    ['full_name_ar', ' ', 'ROSTER_NAME_MISSING'], ['full_name_ar', 'Mohammed', 'ROSTER_NAME_NOT_ARABIC'],
    ['full_name_ar', 'محمد\u0000', 'ROSTER_NAME_INVALID'], ['full_name_en', 'x'.repeat(201), 'ROSTER_NAME_INVALID'],
    ['birth_date', '20/05/1985', 'ROSTER_DATE_FORMAT'], ['birth_date', '1405-09-01', 'ROSTER_DATE_HIJRI'],
    ['birth_date', '1405-02-30', 'ROSTER_DATE_HIJRI'], ['birth_date', '1905-03-14', 'ROSTER_AGE_OVER_LIMIT'],
    ['birth_date', '2012-05-20', 'ROSTER_EMPLOYEE_AGE'],
    ['sex', 'X', 'ROSTER_SEX'], ['relationship', 'PARENT', 'ROSTER_RELATIONSHIP'],
    ['subscriber_national_id', '1101798278', 'ROSTER_SUBSCRIBER_NOT_SELF'],
    ['subscriber_national_id', '11', 'ROSTER_ID_FORMAT'],
    ['policy_class', 'D', 'ROSTER_POLICY_CLASS'], ['region', 'SA-13', 'ROSTER_REGION'],
    ['marital_status', 'ENGAGED', 'ROSTER_MARITAL_STATUS'],
    ['effective_date', '', 'ROSTER_DATE_FORMAT'],
    ['effective_date', '2026-01-13', 'ROSTER_EFFECTIVE_TOO_EARLY'],
    ['effective_date', '2026-06-14', 'ROSTER_EFFECTIVE_TOO_LATE'],
    ['employment_start', '', 'ROSTER_DATE_FORMAT'],
    ['employment_start', '1985-05-19', 'ROSTER_EMPLOYMENT_BEFORE_BIRTH'],
  ];
  it.each(cases)('%s = "%s" is %s', (column, cell, code) => {
    expect(faultsOf({ ...EMPLOYEE_CELLS, [column]: cell })).toEqual([`${column} ${code}`]);
  });

  it('is not the last one found: every fault of a line is reported', () => {
    const faults = faultsOf({ ...EMPLOYEE_CELLS, national_id: '1', sex: '', region: 'Riyadh', birth_date: '2027-01-01' });
    expect(faults).toEqual([
      'national_id ROSTER_ID_FORMAT', 'birth_date ROSTER_BIRTH_IN_FUTURE', 'sex ROSTER_SEX', 'region ROSTER_REGION',
      'employment_start ROSTER_EMPLOYMENT_BEFORE_BIRTH',
    ]);
  });

  it('has a sentence in both languages and repeats nothing of the cell', () => {
    const checked = checkRosterLine(
      ROSTER_COLUMN_NAMES.map((name) => ({ ...EMPLOYEE_CELLS, national_id: '1058529941' })[name]), 2, header(), aContext(),
    );
    expect(JSON.stringify(checked)).not.toMatch(/105852994|محمد|1985/);
    const sentence = bilingualOf('ROSTER_SON_OVER_AGE', { limit: 25 });
    expect(sentence.en).toContain('25');
    expect(sentence.ar).toContain('25');
  });

  it('in the wrong place is one finding, not fourteen', () => {
    const raw = ROSTER_COLUMN_NAMES.map((name) => EMPLOYEE_CELLS[name]);
    const short = checkRosterLine(raw.slice(1), 2, header(), aContext());
    expect(short).toEqual({
      findings: [{ column: null, code: 'ROSTER_CELL_COUNT', values: { found: 13, expected: 14 } }],
    });
    expect(checkRosterLine([...raw, 'extra'], 2, header(), aContext())).toHaveProperty('findings');
    expect(checkRosterLine([...raw, '', ' '], 2, header(), aContext())).toHaveProperty('line');
  });
});

describe('the windows of dates', () => {
  it.each([['2026-01-14', []], ['2026-06-13', []]])('cover may begin on %s', (effective_date, faults) => {
    expect(faultsOf({ ...EMPLOYEE_CELLS, effective_date })).toEqual(faults);
  });

  it('cover begins on the first day of work or later', () => {
    const hired = { ...EMPLOYEE_CELLS, employment_start: '2026-04-01' };
    expect(faultsOf(hired)).toEqual([]);
    expect(faultsOf({ ...hired, effective_date: '2026-03-31' })).toEqual([
      'effective_date ROSTER_EFFECTIVE_BEFORE_EMPLOYMENT',
    ]);
  });

  it('work begins within the window ahead', () => {
    expect(faultsOf({ ...EMPLOYEE_CELLS, employment_start: '2026-06-14', effective_date: '2026-06-13' })).toEqual([
      'employment_start ROSTER_EMPLOYMENT_TOO_LATE', 'effective_date ROSTER_EFFECTIVE_BEFORE_EMPLOYMENT',
    ]);
  });

  it('are the caller\'s to set', () => {
    expect(faultsOf({ ...EMPLOYEE_CELLS, effective_date: '2026-01-01' }, aContext({ backDays: 90 }))).toEqual([]);
  });
});

describe('family', () => {
  it('a son is covered through his 25th birthday, or the day before where the rule says "below"', () => {
    const on = { ...SON_CELLS, birth_date: '2001-04-01' };
    const after = { ...SON_CELLS, birth_date: '2001-03-31' };
    expect(faultsOf(on)).toEqual([]);
    expect(faultsOf(after)).toEqual(['birth_date ROSTER_SON_OVER_AGE']);
    expect(faultsOf(on, aContext({ sonAgeBoundary: 'BELOW' }))).toEqual(['birth_date ROSTER_SON_OVER_AGE']);
    expect(faultsOf({ ...on, birth_date: '2001-04-02' }, aContext({ sonAgeBoundary: 'BELOW' }))).toEqual([]);
  });

  it('a daughter has no age limit, but neither husband nor work', () => {
    const grown = { ...CHILD_CELLS, birth_date: '1995-01-01' };
    expect(faultsOf(grown)).toEqual([]);
    expect(faultsOf({ ...grown, marital_status: 'DIVORCED', works: 'N' })).toEqual([]);
    expect(faultsOf({ ...grown, marital_status: 'MARRIED', works: 'Y' })).toEqual([
      'marital_status ROSTER_DAUGHTER_MARRIED', 'works ROSTER_DAUGHTER_WORKS',
    ]);
  });

  it('a spouse has a least age', () => {
    expect(faultsOf({ ...WIFE_CELLS, birth_date: '2011-04-02' })).toEqual(['birth_date ROSTER_SPOUSE_AGE']);
    expect(faultsOf({ ...WIFE_CELLS, birth_date: '2011-04-01' })).toEqual([]);
    expect(faultsOf(WIFE_CELLS, aContext({ spouseMinAge: 40 }))).toEqual(['birth_date ROSTER_SPOUSE_AGE']);
  });

  it('a newborn is covered from birth', () => {
    const newborn = { ...CHILD_CELLS, birth_date: '2026-02-13' };
    expect(faultsOf(newborn)).toEqual(['effective_date ROSTER_NEWBORN_EFFECTIVE']);
    expect(faultsOf({ ...newborn, effective_date: '2026-02-13' })).toEqual([]);
    expect(faultsOf({ ...newborn, birth_date: '2026-02-12' })).toEqual([]);
    expect(faultsOf({ ...newborn, effective_date: '2026-02-12' })).toEqual([
      'effective_date ROSTER_EFFECTIVE_BEFORE_BIRTH', 'effective_date ROSTER_NEWBORN_EFFECTIVE',
    ]);
  });

  it.each([
    ['', 'ROSTER_SUBSCRIBER_MISSING'], ['1058529941', 'ROSTER_ID_CHECK_DIGIT'],
    ['1001244019', 'ROSTER_SUBSCRIBER_IS_SELF'],
  ])('a dependent whose subscriber is "%s": %s', (subscriber_national_id, code) => {
    expect(faultsOf({ ...CHILD_CELLS, subscriber_national_id })).toEqual([`subscriber_national_id ${code}`]);
  });
});
