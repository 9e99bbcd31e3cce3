import type { BidBenefit } from '../../../../schema/contracts/bid-body.ts';
import { parseAmount } from '../../../kit/money.ts';

export interface FullBalance {
  readonly benefit: string;
  /** Halalas. */
  readonly limit: bigint;
  /** Null: this house holds no claims. */
  readonly used: null;
  readonly remaining: bigint;
  readonly basis: 'FULL_LIMIT';
}

/** Limits in money as agreed, none of them used: this house holds no claims, and says so. */
export function fullBalances(benefits: readonly BidBenefit[]): FullBalance[] {
  return benefits.filter(({ kind }) => kind === 'LIMIT').flatMap(({ code, value }) => {
    const limit = parseAmount(value);
    return limit === null ? [] : [{ benefit: code, limit, used: null, remaining: limit, basis: 'FULL_LIMIT' as const }];
  });
}
