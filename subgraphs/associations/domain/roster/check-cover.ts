import { isRegionCode, type RegionCode } from '../../../../schema/contracts/region.ts';
import type { CalendarDay } from './calendar-day.ts';
import { finding } from './finding.ts';
import { dayAt, textAt, wordAt, type LineCells } from './line-cells.ts';
import type { RosterContext } from './roster-context.ts';
import { CLASS_WORDS, type PolicyClass, type Relationship } from './roster-line.ts';

/** From when and at which level the person is covered. A part is null when its cell was wrong. */
export interface CoverCells {
  readonly policyClass: PolicyClass | null;
  readonly region: RegionCode | null;
  readonly effective: { text: string; day: CalendarDay } | null;
  readonly employmentStart: string | null;
}

function checkEffective(cells: LineCells, effective: CalendarDay, birth: CalendarDay | null, context: RosterContext): void {
  const { today, rules } = context;
  if (effective.number < today.number - rules.backDays) {
    cells.findings.push(finding('effective_date', 'ROSTER_EFFECTIVE_TOO_EARLY', { limit: rules.backDays }));
  } else if (effective.number > today.number + rules.aheadDays) {
    cells.findings.push(finding('effective_date', 'ROSTER_EFFECTIVE_TOO_LATE', { limit: rules.aheadDays }));
  }
  if (birth !== null && birth.number <= today.number && effective.number < birth.number) {
    cells.findings.push(finding('effective_date', 'ROSTER_EFFECTIVE_BEFORE_BIRTH'));
  }
}

function checkEmployment(
  cells: LineCells, start: CalendarDay, effective: CalendarDay | null, birth: CalendarDay | null, context: RosterContext,
): void {
  if (start.number > context.today.number + context.rules.aheadDays) {
    cells.findings.push(finding('employment_start', 'ROSTER_EMPLOYMENT_TOO_LATE', { limit: context.rules.aheadDays }));
  }
  if (birth !== null && start.number < birth.number) {
    cells.findings.push(finding('employment_start', 'ROSTER_EMPLOYMENT_BEFORE_BIRTH'));
  }
  if (effective !== null && effective.number < start.number) {
    cells.findings.push(finding('effective_date', 'ROSTER_EFFECTIVE_BEFORE_EMPLOYMENT'));
  }
}

export function checkCover(
  cells: LineCells, relationship: Relationship | null, birth: CalendarDay | null, context: RosterContext,
): CoverCells {
  const policyClass = wordAt(cells, 'policy_class', CLASS_WORDS, 'ROSTER_POLICY_CLASS');
  const region = textAt(cells, 'region').toUpperCase();
  const known = isRegionCode(region);
  if (!known) cells.findings.push(finding('region', 'ROSTER_REGION'));
  const effective = dayAt(cells, 'effective_date');
  if (effective !== null) checkEffective(cells, effective.day, birth, context);
  // Employment is the employee's; what a dependent's cell says is not read.
  const employment = relationship === 'SELF' ? dayAt(cells, 'employment_start') : null;
  if (employment !== null) checkEmployment(cells, employment.day, effective?.day ?? null, birth, context);
  return { policyClass, region: known ? region : null, effective, employmentStart: employment?.text ?? null };
}
