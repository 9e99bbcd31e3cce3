import { dayBefore, isInTerm, periodOn } from './cover.ts';
import type { Cover, Period, PolicyClass, PolicyTerm } from './cover.ts';

/** What of a told line this book is kept by. A birth date, sex and relationship come too, for those who price by them. */
export interface Line {
  readonly lineId: string;
  readonly coverageId: string;
  readonly maintenanceType: 'ADD' | 'CHANGE' | 'TERMINATE' | 'REINSTATE' | 'AUDIT';
  readonly effectiveDate: string;
  readonly policyClass: PolicyClass;
}

/** Our answer to one line. `code` is OK, or a reason of our own. */
export interface LineAnswer {
  readonly lineId: string;
  readonly accepted: boolean;
  readonly code: string;
  readonly message: string | null;
}

/** The policy that lines concern, as they tell it. */
export interface LinePolicy {
  readonly policyId: string;
  readonly term: PolicyTerm;
}

export type Applied = { readonly answer: LineAnswer; readonly cover: Cover } | { readonly answer: LineAnswer; readonly cover: null };

/** What one line makes of the cover there is. Replace this with your own book of rules; the answers keep their shape. */
export function applyLine({ policyId, term }: LinePolicy, line: Line, known: Cover | undefined): Applied {
  const { lineId, effectiveDate: day, policyClass } = line;
  const take = (periods: readonly Period[]): Applied => {
    return { answer: { lineId, accepted: true, code: 'OK', message: null }, cover: { id: line.coverageId, policyId, term, cardNumber: known?.cardNumber ?? null, periods } };
  };
  const refuse = (code: string, message: string): Applied => ({ answer: { lineId, accepted: false, code, message }, cover: null });

  if (known !== undefined && known.policyId !== policyId) return refuse('OTHER_POLICY', 'This cover is under another policy.');
  const periods = known?.periods ?? [];
  const open = periods.at(-1)?.to === null;
  switch (line.maintenanceType) {
    case 'ADD':
      if (!isInTerm(term, day)) return refuse('OUTSIDE_POLICY', 'The policy is not in force on that day.');
      if (open || (known !== undefined && periodOn(known, day) !== undefined)) return refuse('ALREADY_COVERED', 'This life is covered on that day.');
      return take([...until(periods, day), { from: day, to: null, policyClass }]);
    case 'CHANGE':
      if (known === undefined || periodOn(known, day) === undefined) return refuse('NOT_COVERED', 'This life is not covered on that day.');
      return take([...until(periods, day), { from: day, to: periods.at(-1)?.to ?? null, policyClass }]);
    case 'TERMINATE':
      if (known === undefined || !open) return refuse('NOT_COVERED', 'This life has no cover that could end.');
      return take(until(periods, day));
    case 'REINSTATE': {
      if (known === undefined || open) return refuse('NOT_ENDED', 'This life has no cover that has ended.');
      // Restored without a gap: the last period goes on, whatever the day of the line.
      const last = periods.at(-1);
      if (last === undefined) return take([{ from: day, to: null, policyClass }]);
      return take([...periods.slice(0, -1), { ...last, to: null }]);
    }
    case 'AUDIT':
      return refuse('AUDIT_NOT_TAKEN', 'Audit lines are compared by the programme.');
  }
}

/** The periods as they are when cover ends the day before this one. */
function until(periods: readonly Period[], day: string): Period[] {
  const last = dayBefore(day);
  return periods.filter(({ from }) => from <= last).map((period) => (period.to === null || period.to > last ? { ...period, to: last } : period));
}
