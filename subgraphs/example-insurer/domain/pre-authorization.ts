/** A request for approval of a treatment. What the treatment is stays in the systems that treat; it is not kept here. */
export interface PreAuthorization {
  readonly id: string;
  readonly coverageId: string;
  readonly policyId: string;
  readonly status: string;
  /** Instants, ISO 8601. */
  readonly submittedAt: string;
  readonly decidedAt: string | null;
}

const MINUTE = 60_000;

/** Silence approves after 60 minutes (rule S01). */
const SILENCE_MINUTES = 60;

export function deadlineOf({ submittedAt }: PreAuthorization): string {
  return new Date(Date.parse(submittedAt) + SILENCE_MINUTES * MINUTE).toISOString();
}

export interface ServiceLevel {
  readonly code: string;
  readonly promised: number;
  readonly measured: number | null;
  readonly unit: 'BASIS_POINTS';
  readonly cases: number;
  readonly from: string;
  readonly to: string;
}

/** The share we promise to answer in time, in basis points. */
const PROMISED = 9_500;

/** S01 over the cases submitted from one day to another, both included. A case that is open with its time not over is not counted. */
export function serviceLevel(cases: readonly PreAuthorization[], from: string, to: string, now: string): ServiceLevel {
  const counted = cases.filter((each) => {
    const day = each.submittedAt.slice(0, 10);
    return from <= day && day <= to && (each.decidedAt !== null || deadlineOf(each) < now);
  });
  const inTime = counted.filter((each) => each.decidedAt !== null && each.decidedAt <= deadlineOf(each)).length;
  const measured = counted.length === 0 ? null : Math.floor((inTime * 10_000) / counted.length);
  return { code: 'S01', promised: PROMISED, measured, unit: 'BASIS_POINTS', cases: counted.length, from, to };
}
