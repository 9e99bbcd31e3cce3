import { judgeBenefits } from './judge-benefits.ts';
import { notFlat, wholeExposure } from './judge-rates.ts';
import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import type { BidFacts, TenderFacts } from './tender-facts.ts';

/** An opened bid among the others of its tender. */
export interface BidCase {
  readonly bid: BidFacts;
  readonly tender: TenderFacts;
}

/** B by the day cover begins; G01, G02, G04, G05 and G12 by the last day for bids. */
export function judgeBid({ bid, tender }: BidCase, _on: string, rules: RulesByDate): Ruling[] {
  const day = tender.biddingEndsAt.slice(0, 10);
  const { rates, said, bookDiscountBasisPoints: discount, loadingBasisPoints: loading } = bid;
  return [
    ...judgeBenefits(bid.benefits, tender.coverFrom, said, rules),
    ruleOn(rules, 'G01', day, () => notFlat(rates, said)),
    ruleOn(rules, 'G02', day, () => {
      if (loading === null) return undecided('the loadings are not known');
      if (loading < 10_000) return held('the loadings leave a price for claims');
      return breach('HIGH', 'the loadings leave nothing for claims', seen('bid.loadingBasisPoints', loading, said));
    }),
    ruleOn(rules, 'G04', day, () => wholeExposure(rates, bid.lotClasses, said)),
    ruleOn(rules, 'G05', day, ({ value }) => {
      if (discount === null) return undecided('the discount is not known');
      if (discount <= Number(value) * 100) return held('at book rates');
      return breach('MEDIUM', `${discount} basis points off the book rate for a risk without claims history`, seen('bid.bookDiscountBasisPoints', discount, said));
    }),
    ruleOn(rules, 'G12', day, ({ value }) => belowTheOthers(bid, tender, Number(value))),
    ruleOn(rules, 'G12.NEXT', day, ({ value }) => belowTheNext(bid, tender, Number(value))),
  ];
}

function pricesOfOthers(bid: BidFacts, { bids }: TenderFacts): number[] {
  return bids.flatMap((other) => (other.lotId === bid.lotId && other.bidId !== bid.bidId && other.listBill !== null ? [other.listBill] : []));
}

function belowTheOthers(bid: BidFacts, tender: TenderFacts, percent: number): Outcome {
  const others = pricesOfOthers(bid, tender);
  if (bid.listBill === null) return undecided('the bid has no price yet');
  if (others.length === 0) return notApplicable('there is no other bid');
  const mean = others.reduce((sum, price) => sum + price, 0) / others.length;
  return below(bid, bid.listBill, mean, percent, 'the mean of the others');
}

function belowTheNext(bid: BidFacts, tender: TenderFacts, percent: number): Outcome {
  const price = bid.listBill;
  if (price === null) return undecided('the bid has no price yet');
  const above = pricesOfOthers(bid, tender).filter((other) => other >= price).sort((a, b) => a - b)[0];
  if (above === undefined) return notApplicable('there is no dearer bid');
  return below(bid, price, above, percent, 'the next bid');
}

function below({ said }: BidFacts, price: number, reference: number, percent: number, what: string): Outcome {
  const share = ((reference - price) * 100) / reference;
  if (!(share >= percent)) return held(`not ${percent} percent below ${what}`);
  return breach('LOW', `${Math.floor(share)} percent below ${what}: abnormally low until it is justified`,
    seen('bid.listBill', price, said), seen('bids.reference', Math.round(reference), said));
}
