import type { InDigits } from '../domain/procurement/award.ts';
import type { BenefitDeltaLine } from '../domain/procurement/benefit-delta.ts';
import { isLowerBetter } from '../domain/procurement/benefit-delta.ts';
import { formatBenefitValue } from '../domain/procurement/benefit-value.ts';
import type { BenefitDeltaResolvers } from './types.generated.ts';

/** A line of a comparison as it is kept. */
export type KeptDelta = InDigits<BenefitDeltaLine>;

function shown({ kind }: KeptDelta, digits: string | null): string | null {
  return digits === null ? null : formatBenefitValue(kind, BigInt(digits));
}

/** Kept in the smallest unit of its kind, shown in the main one; a difference above zero is always for the better. */
export const BenefitDelta: BenefitDeltaResolvers = {
  minimum: (line) => shown(line, line.minimum),
  offered: (line) => shown(line, line.offered),
  difference: (line) => {
    if (line.difference === null) return null;
    const difference = BigInt(line.difference);
    return formatBenefitValue(line.kind, isLowerBetter(line.kind) ? -difference : difference);
  },
};
