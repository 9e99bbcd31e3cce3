import { fusedMultiplyAdd } from './fused-multiply-add.ts';

/** Spread of a set: half of its values lie between the quartiles. */
export interface Quartiles {
  readonly q1: number;
  readonly q3: number;
}

/** How many times the range between the quartiles a value may lie outside them before it is an outlier (Tukey). */
const REACH = 1.5;

/**
 * The value below which a share of the set lies, interpolated without bias to the median (type 8 of Hyndman and Fan).
 * NaN for an empty set, and for what is no share.
 */
export function quantile(sorted: readonly number[], share: number): number {
  const count = sorted.length;
  if (count === 0 || !(share >= 0 && share <= 1)) return Number.NaN;
  const position = (count + 1 / 3) * share + 1 / 3;
  const below = Math.trunc(position);
  if (below <= 0 || share === 0) return sorted[0] as number;
  if (below >= count || share === 1) return sorted[count - 1] as number;
  const lower = sorted[below - 1] as number;
  const upper = sorted[below] as number;
  return lower + (position - below) * (upper - lower);
}

export function quartiles(values: Iterable<number>): Quartiles {
  const sorted = Float64Array.from(values).sort() as unknown as readonly number[];
  return { q1: quantile(sorted, 0.25), q3: quantile(sorted, 0.75) };
}

/** At or under it a value is a low outlier. */
export function lowerFence({ q1, q3 }: Quartiles): number {
  return fusedMultiplyAdd(q3 - q1, -REACH, q1);
}

/** At or over it a value is a high outlier. */
export function upperFence({ q1, q3 }: Quartiles): number {
  return fusedMultiplyAdd(q3 - q1, REACH, q3);
}
