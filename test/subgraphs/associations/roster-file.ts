import { plainNationalId } from '../../../gateway/sample/national-ids.ts';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { rosterCsv } from '../../../gateway/sample/roster-csv.ts';
import { ROSTER_COLUMN_NAMES } from '../../../schema/contracts/roster-columns.ts';
import type { RosterColumn } from '../../../schema/contracts/roster-columns.ts';

export type Cells = Partial<Record<RosterColumn, string>>;

export const HEADER = ROSTER_COLUMN_NAMES.join(',');

/** A valid id of a Saudi, another for each number. */
export function idOf(number: number): string {
  return plainNationalId(41, number, true);
}

const EMPLOYEE: Record<RosterColumn, string> = {
  national_id: '', full_name_ar: 'محمد عبدالله صالح القحطاني', full_name_en: 'Mohammed Al-Qahtani', birth_date: '1985-05-20', sex: 'M',
  nationality: 'SA', relationship: 'SELF', subscriber_national_id: '', policy_class: 'B', region: 'SA-01', employment_start: '2019-09-01',
  marital_status: 'MARRIED', effective_date: '2026-04-01', works: '',
};

const CHILD: Record<RosterColumn, string> = {
  ...EMPLOYEE, full_name_ar: 'سارة محمد عبدالله القحطاني', full_name_en: 'Sarah Al-Qahtani', birth_date: '2015-08-02', sex: 'F',
  relationship: 'CHILD', employment_start: '', marital_status: 'SINGLE',
};

/** The day on which these lines are good. */
export const TODAY = new Date('2026-03-15T09:00:00.000Z');

/** A line of an employee with this number. */
export function employee(number: number, cells: Cells = {}): string {
  return lineOf({ ...EMPLOYEE, national_id: idOf(number), ...cells });
}

/** A line of a child with this number, of the employee with that one. */
export function child(number: number, of: number, cells: Cells = {}): string {
  return lineOf({ ...CHILD, national_id: idOf(number), subscriber_national_id: idOf(of), ...cells });
}

function lineOf(cells: Record<RosterColumn, string>): string {
  return ROSTER_COLUMN_NAMES.map((column) => cells[column]).join(',');
}

export function fileOf(...lines: readonly string[]): string {
  return `${[HEADER, ...lines].join('\n')}\n`;
}

/** The lines of so many made-up families, without the header. */
export function sampleLines(employees: number, seed = 5): string[] {
  const associations = Math.ceil(employees / 250);
  const sample = generateSample({ associations, employees, seed, today: TODAY.toISOString().slice(0, 10) });
  return sample.associations.flatMap((association) => [...rosterCsv(sample.people(association))].slice(1).map((line) => line.trimEnd()));
}
