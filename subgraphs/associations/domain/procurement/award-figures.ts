import type { AwardShare, InDigits, PoolSavings } from './award.ts';
import type { CensusRow } from './census.ts';
import { equalise } from './equalisation.ts';
import { inDigits } from './in-digits.ts';
import type { BidTerms } from './opened-bid.ts';
import { loadingsOf, rateEntriesOf, standAloneQuotesOf } from './opened-bid.ts';
import { rateTableOf } from './rate-table.ts';
import type { SavingsReport } from './savings.ts';
import { savingsReport } from './savings.ts';

/** The money of one award: halalas a year, before VAT. */
export interface AwardFigures {
  readonly amount: bigint;
  /** Null when the insurer gave no stand-alone quote that fits: there is then no figure to publish. */
  readonly savings: InDigits<PoolSavings> | null;
  readonly shares: readonly Omit<AwardShare, 'awardId'>[];
}

/** List bills, community charges and savings of a lot at the winning bid's terms. `rows` is the lot's exact census. */
export function awardFigures(rows: readonly CensusRow[], terms: BidTerms): AwardFigures {
  const pooledRates = rateTableOf(rateEntriesOf(terms.rates));
  const { entries, pool } = equalise(rows, pooledRates);
  const report = savingsReport(rows, entries, {
    pooledRates,
    pooledLoadings: loadingsOf(terms.loadings),
    standAloneQuotes: standAloneQuotesOf(terms),
    // Both prices of one bid are for its one benefit schedule, so nothing is gained or lost between them.
    benefitValuePerLife: 0n,
  });
  const alone = new Map(report.associations.map(({ associationId, standAlone }) => [associationId, standAlone]));
  return {
    amount: pool,
    savings: savingsOf(report),
    shares: entries.map(({ associationId, lives, listBill, communityCharge, transfer }) =>
      ({ associationId, lives, listBill, communityCharge, transfer, standAlone: alone.get(associationId) ?? null })),
  };
}

function savingsOf({ pool, counted, notCounted }: SavingsReport): InDigits<PoolSavings> | null {
  if (pool === null) return null;
  const { standAlone, listBill, saving, savingBasisPoints, parts, worseOff, worstLoss } = pool;
  return inDigits({
    standAlone, listBill, saving, savingBasisPoints, parts, counted, notCounted: notCounted.length, worseOff, worstLoss,
  });
}
