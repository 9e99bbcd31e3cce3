import type { Refusal } from '../../../kit/refusal.ts';
import { daysBetween } from '../premium/pro-rata.ts';
import type { InsuranceTerm } from '../premium/pro-rata.ts';
import type { RateTable } from '../rate-table.ts';
import { plusDays } from './calendar-day.ts';
import { rateOfLine } from './cell-rate.ts';
import type { RatingFacts } from './cell-rate.ts';
import { RETRO_TERMINATION_DAYS } from './enrollment-rules.ts';
import { coversDay, isEmpty, reaches } from './period.ts';
import type { CoverPeriod, MaintenanceType } from './period.ts';
import { chargeOf, refundFrom, termOf } from './period-premium.ts';

/** One line of an enrollment batch. Its effective date is the first day of what it brings: for TERMINATE, the first day without cover. */
export interface EnrollmentLine extends RatingFacts {
  readonly maintenanceType: MaintenanceType;
  readonly effectiveDate: string;
  /** Ground of a TERMINATE. */
  readonly terminationReason?: string | null;
}

export interface PolicyTerms {
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly rates: RateTable;
}

/** What is known of the life when the line is applied. */
export interface LifeFacts {
  /** Believed now under this policy. */
  readonly periods: readonly CoverPeriod[];
  /** Days covered under other policies, first and last. */
  readonly elsewhere: readonly { readonly from: string; readonly to: string }[];
  readonly today: string;
}

/** What an accepted line does: periods no longer believed, periods believed instead, and the premium, before VAT. */
export interface AcceptedLine {
  readonly code: 'OK' | 'AUDIT_MATCH';
  readonly ended: readonly CoverPeriod[];
  readonly begun: readonly CoverPeriod[];
  readonly delta: bigint;
}

export type LineOutcome = AcceptedLine | { readonly refusal: Refusal };

const NOTHING = { ended: [], begun: [], delta: 0n };

/** Decides one line. A line that is refused changes nothing and leaves the others alone. */
export function applyLine(line: EnrollmentLine, life: LifeFacts, policy: PolicyTerms): LineOutcome {
  const { inceptionDate, expiryDate } = policy;
  if (line.maintenanceType === 'AUDIT') return audit(line, life, policy);
  if (line.effectiveDate < inceptionDate || line.effectiveDate > expiryDate) {
    return { refusal: { code: 'EFFECTIVE_OUTSIDE_TERM', values: { from: inceptionDate, to: expiryDate } } };
  }
  const term = termOf(policy);
  switch (line.maintenanceType) {
    case 'ADD': return add(line, life, policy, term);
    case 'CHANGE': return change(line, life, policy, term);
    case 'TERMINATE': return terminate(line, life, term);
    case 'REINSTATE': return reinstate(life, policy, term);
  }
}

function add(line: EnrollmentLine, life: LifeFacts, policy: PolicyTerms, term: InsuranceTerm): LineOutcome {
  const day = line.effectiveDate;
  if (life.periods.some((period) => reaches(period, day))) return { refusal: { code: 'ALREADY_COVERED' } };
  if (isElsewhere(life, day, policy.expiryDate)) return overlaps();
  const annualPremium = rateOfLine(policy.rates, line, policy.inceptionDate);
  if (annualPremium === null) return notRated(line);
  const period: CoverPeriod = { from: day, to: null, policyClass: line.policyClass, annualPremium, maintenanceType: 'ADD' };
  // A period of no days has nothing more to say once there is one with days.
  return { code: 'OK', ended: life.periods.filter(isEmpty), begun: [period], delta: chargeOf(period, term) };
}

/** Delete and add on the same day, as one change (DOMAIN 4.7 point 7). */
function change(line: EnrollmentLine, life: LifeFacts, policy: PolicyTerms, term: InsuranceTerm): LineOutcome {
  const day = line.effectiveDate;
  const old = life.periods.find((period) => coversDay(period, day));
  if (old === undefined) return { refusal: { code: 'NOT_COVERED' } };
  const annualPremium = rateOfLine(policy.rates, line, policy.inceptionDate);
  if (annualPremium === null) return notRated(line);
  if (old.policyClass === line.policyClass && old.annualPremium === annualPremium) return { code: 'OK', ...NOTHING };
  const period: CoverPeriod = { from: day, to: old.to, policyClass: line.policyClass, annualPremium, maintenanceType: 'CHANGE' };
  return {
    code: 'OK',
    ended: [old],
    begun: [...cutBefore(old, day, 'CHANGE'), period],
    delta: chargeOf(period, term) - refundFrom(old, day, term),
  };
}

function terminate(line: EnrollmentLine, life: LifeFacts, term: InsuranceTerm): LineOutcome {
  const day = line.effectiveDate;
  const ended = life.periods.filter((period) => reaches(period, day));
  const first = ended[0];
  if (first === undefined) return { refusal: { code: 'NOT_COVERED' } };
  if (daysBetween(day, life.today) > RETRO_TERMINATION_DAYS) {
    return { refusal: { code: 'RETRO_TERMINATION_TOO_OLD', values: { days: RETRO_TERMINATION_DAYS } } };
  }
  const reason = line.terminationReason ?? null;
  const kept = ended.flatMap((period) => cutBefore(period, day, 'TERMINATE'))
    .map((period): CoverPeriod => ({ ...period, ending: { reason, refunded: ended.length === 1 ? givenBack(first, day, term) : null } }));
  const earlier = life.periods.some((period) => !isEmpty(period) && !ended.includes(period));
  const never: CoverPeriod = { ...first, to: plusDays(first.from, -1), maintenanceType: 'TERMINATE', ending: { reason, refunded: null } };
  return {
    code: 'OK',
    ended,
    begun: kept.length > 0 || earlier ? kept : [never],
    delta: -ended.reduce((sum, period) => sum + refundFrom(period, day, term), 0n),
  };
}

/** Restores what was ended last, without a gap, at its old price: what the ending gave back is due again. */
function reinstate(life: LifeFacts, policy: PolicyTerms, term: InsuranceTerm): LineOutcome {
  const withDays = life.periods.filter((period) => !isEmpty(period));
  const last = (withDays.length > 0 ? withDays : life.periods).reduce<CoverPeriod | null>((late, period) => (late === null || period.from > late.from ? period : late), null);
  if (last === null || last.to === null || last.to >= policy.expiryDate) return { refusal: { code: 'NOTHING_TO_REINSTATE' } };
  const from = plusDays(last.to, 1);
  if (isElsewhere(life, from, policy.expiryDate)) return overlaps();
  const { ending: _, ...untilThen } = last;
  const restored: CoverPeriod = { ...untilThen, to: null, maintenanceType: 'REINSTATE' };
  return { code: 'OK', ended: [last], begun: [restored], delta: refundFrom(restored, from, term) };
}

/** Compares both sides without changing anything; the price stands for birth date, sex and relationship, which are not kept here. */
function audit(line: EnrollmentLine, life: LifeFacts, policy: PolicyTerms): LineOutcome {
  const period = life.periods.find((each) => coversDay(each, line.effectiveDate));
  const differs = (what: string): LineOutcome => ({ refusal: { code: 'AUDIT_DIFFERS', values: { what } } });
  if (period === undefined) return differs('cover');
  if (period.policyClass !== line.policyClass) return differs('policyClass');
  if (rateOfLine(policy.rates, line, policy.inceptionDate) !== period.annualPremium) return differs('annualPremium');
  return { code: 'AUDIT_MATCH', ...NOTHING };
}

/** In all, when the period had been ended before and is now ended earlier; null where what was given back then is not known. */
function givenBack(period: CoverPeriod, day: string, term: InsuranceTerm): bigint | null {
  const before = period.to === null ? 0n : period.ending?.refunded ?? null;
  return before === null ? null : before + refundFrom(period, day, term);
}

/** The part of a period before a day; nothing when it begins that day or later. */
function cutBefore(period: CoverPeriod, day: string, maintenanceType: MaintenanceType): CoverPeriod[] {
  if (period.from >= day) return [];
  const { ending: _, ...lasting } = period;
  return [{ ...lasting, to: plusDays(day, -1), maintenanceType }];
}

function isElsewhere(life: LifeFacts, from: string, to: string): boolean {
  return life.elsewhere.some((other) => other.from <= to && other.to >= from);
}

function overlaps(): LineOutcome {
  return { refusal: { code: 'COVER_OVERLAPS', rule: 'E17' } };
}

function notRated({ policyClass }: EnrollmentLine): LineOutcome {
  return { refusal: { code: 'CLASS_NOT_RATED', values: { policyClass } } };
}
