/** One measured number, beside what was asked of it. */
export interface Measure {
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  /** What was asked, in words; null when only reported. */
  readonly demand: string | null;
  /** Null when nothing was asked. */
  readonly holds: boolean | null;
}

/** A benchmark answers its measures; `say` is for lines people read on the way, `flags` are those of the command. */
export type Bench = (say: (line: string) => void, flags: readonly string[]) => Promise<readonly Measure[]>;

/** The middle of the rounds: one slow round of a shared machine does not move it. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Nearest-rank quantile. @throws RangeError on no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new RangeError('no rounds were measured');
  return value;
}

/** A measure that must be at least so much. */
export function atLeast(measure: string, value: number, unit: string, least: number): Measure {
  return { measure, value: rounded(value), unit, demand: `>= ${least}`, holds: value >= least };
}

/** A measure that must be at most so much. */
export function atMost(measure: string, value: number, unit: string, most: number): Measure {
  return { measure, value: rounded(value), unit, demand: `<= ${most}`, holds: value <= most };
}

/** A measure nobody asked a number of. */
export function reported(measure: string, value: number, unit: string): Measure {
  return { measure, value: rounded(value), unit, demand: null, holds: null };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
