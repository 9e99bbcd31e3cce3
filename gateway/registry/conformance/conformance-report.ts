/** What a check is worth: a subgraph that fails a required one is not admitted; an advised one costs the grade alone. */
export type ConformanceWeight = 'required' | 'advised';

/** One thing the contract asks of a subgraph, and what was seen when it was tried. */
export interface ConformanceCheck {
  /** Stable name, for records and for searching the guide. */
  readonly id: string;
  readonly title: string;
  readonly titleAr: string;
  readonly weight: ConformanceWeight;
  readonly ok: boolean;
  /** What was seen; when it failed, what was expected and what to do about it. Holds nothing the subgraph answered but numbers and names of the contract. */
  readonly sentence: string;
  readonly sentenceAr: string;
  /** Milliseconds. */
  readonly took: number;
}

/** A: everything holds. B: something advised does not. F: something required does not. */
export type ConformanceGrade = 'A' | 'B' | 'F';

export interface ConformanceReport {
  readonly url: string;
  readonly insurerId: string;
  readonly grade: ConformanceGrade;
  /** True when every required check holds. */
  readonly admissible: boolean;
  readonly checks: readonly ConformanceCheck[];
  /** Id of the failed check behind which nothing was tried; null when everything was. */
  readonly endedAt: string | null;
}

export function gradeOf(checks: readonly ConformanceCheck[]): Pick<ConformanceReport, 'grade' | 'admissible'> {
  const admissible = checks.length > 0 && checks.every(({ ok, weight }) => ok || weight === 'advised');
  if (!admissible) return { grade: 'F', admissible };
  return { grade: checks.every(({ ok }) => ok) ? 'A' : 'B', admissible };
}
