import { ageOn, type CalendarDay } from './calendar-day.ts';
import { finding } from './finding.ts';
import { dayAt, optionalWordAt, textAt, wordAt, type LineCells } from './line-cells.ts';
import { isSaudiId, nationalIdFault } from './national-id.ts';
import { isNationality } from './nationality.ts';
import type { RosterContext } from './roster-context.ts';
import { MARITAL_WORDS, SEX_WORDS, type MaritalStatus, type Sex } from './roster-line.ts';
import { westernDigits } from './western-digits.ts';

/** Who the line is about. A part is null when its cell was wrong, and then a finding says so. */
export interface PersonCells {
  readonly nationalId: string | null;
  readonly fullNameAr: string;
  readonly fullNameEn: string | null;
  readonly birth: { text: string; day: CalendarDay } | null;
  readonly sex: Sex | null;
  readonly nationality: string;
  readonly maritalStatus: MaritalStatus | null;
}

const NAME_LIMIT = 200;

/** The well-formed id in a cell, or null with a finding; an empty cell is the caller's to judge. */
export function idAt(cells: LineCells, column: 'national_id' | 'subscriber_national_id'): string | null {
  const id = westernDigits(textAt(cells, column));
  const fault = nationalIdFault(id);
  if (fault === null) return id;
  cells.findings.push(finding(column, fault === 'FORMAT' ? 'ROSTER_ID_FORMAT' : 'ROSTER_ID_CHECK_DIGIT'));
  return null;
}

function isPrintable(name: string): boolean {
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    // Control characters; a NUL among them would be refused by the database much later.
    if (code < 32 || (code >= 127 && code < 160)) return false;
  }
  return name.length <= NAME_LIMIT;
}

function hasArabicLetter(name: string): boolean {
  for (let i = 0; i < name.length; i += 1) {
    const code = name.charCodeAt(i);
    if (code >= 0x0621 && code <= 0x06d3) return true;
  }
  return false;
}

function checkNames(cells: LineCells, fullNameAr: string, fullNameEn: string): void {
  if (fullNameAr === '') cells.findings.push(finding('full_name_ar', 'ROSTER_NAME_MISSING'));
  else if (!isPrintable(fullNameAr)) {
    cells.findings.push(finding('full_name_ar', 'ROSTER_NAME_INVALID', { limit: NAME_LIMIT }));
  } else if (!hasArabicLetter(fullNameAr)) cells.findings.push(finding('full_name_ar', 'ROSTER_NAME_NOT_ARABIC'));
  if (!isPrintable(fullNameEn)) {
    cells.findings.push(finding('full_name_en', 'ROSTER_NAME_INVALID', { limit: NAME_LIMIT }));
  }
}

function checkBirth(cells: LineCells, birth: CalendarDay, { today, rules }: RosterContext): void {
  if (birth.number > today.number) cells.findings.push(finding('birth_date', 'ROSTER_BIRTH_IN_FUTURE'));
  else if (ageOn(birth, today) > rules.maxAge) {
    cells.findings.push(finding('birth_date', 'ROSTER_AGE_OVER_LIMIT', { limit: rules.maxAge }));
  }
}

export function checkPerson(cells: LineCells, context: RosterContext): PersonCells {
  const nationalId = idAt(cells, 'national_id');
  const fullNameAr = textAt(cells, 'full_name_ar');
  const fullNameEn = textAt(cells, 'full_name_en');
  checkNames(cells, fullNameAr, fullNameEn);
  const birth = dayAt(cells, 'birth_date');
  if (birth !== null) checkBirth(cells, birth.day, context);
  const sex = wordAt(cells, 'sex', SEX_WORDS, 'ROSTER_SEX');
  const nationality = textAt(cells, 'nationality').toUpperCase();
  if (!isNationality(nationality)) cells.findings.push(finding('nationality', 'ROSTER_NATIONALITY'));
  else if (nationalId !== null && isSaudiId(nationalId) !== (nationality === 'SA')) {
    cells.findings.push(finding('nationality', 'ROSTER_ID_NATIONALITY'));
  }
  const maritalStatus = optionalWordAt(cells, 'marital_status', MARITAL_WORDS, 'ROSTER_MARITAL_STATUS');
  return {
    nationalId, fullNameAr, fullNameEn: fullNameEn === '' ? null : fullNameEn, birth, sex, nationality, maritalStatus,
  };
}
