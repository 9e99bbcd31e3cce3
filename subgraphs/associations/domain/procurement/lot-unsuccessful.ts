import type { BidEvaluation } from './award.ts';
import type { TenderState } from './tender-life.ts';

/** Why nobody is chosen for a lot. */
export interface LotUnsuccessful {
  readonly reason: 'TOO_FEW_QUALIFIED_BIDS' | 'NO_LIVES';
  readonly qualifiedBids: number;
  readonly minimumBids: number;
}

/** The bids of a lot that may win it. A lot without lives has nothing to price, so nothing in it can be won. */
export function awardable<Bid extends Pick<BidEvaluation, 'qualified' | 'listBill'>>(evaluations: readonly Bid[]): Bid[] {
  return evaluations.filter(({ qualified, listBill }) => qualified === true && listBill !== null && listBill > 0n);
}

/** Null when bids enough may win it. */
export function whyUnsuccessful(evaluations: readonly Pick<BidEvaluation, 'qualified' | 'listBill'>[], minimumBids: number): LotUnsuccessful | null {
  const priced = awardable(evaluations).length;
  if (priced >= minimumBids) return null;
  const qualified = evaluations.filter((each) => each.qualified === true);
  const hasNoLives = qualified.length >= minimumBids && qualified.every(({ listBill }) => listBill === 0n);
  return hasNoLives ? { reason: 'NO_LIVES', qualifiedBids: qualified.length, minimumBids } : { reason: 'TOO_FEW_QUALIFIED_BIDS', qualifiedBids: priced, minimumBids };
}

const DECIDED: readonly TenderState[] = ['STANDSTILL', 'AWARDED', 'CONTRACTED', 'ENROLLING', 'COMPLETE', 'UNSUCCESSFUL'];

/** The award notice is out, and no lot is evaluated anew. */
export function lotsAreDecided({ state, standstillEndsAt }: { readonly state: TenderState; readonly standstillEndsAt: Date | null }): boolean {
  return standstillEndsAt !== null && DECIDED.includes(state);
}
