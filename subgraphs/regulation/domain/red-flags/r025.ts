import { decided } from './awards.ts';
import type { Indicator, Telling } from './indicator.ts';
import { onlyIdIn } from './organisations.ts';
import { lowerFence, quantile, quartiles } from './quartiles.ts';
import { textAt } from './release.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R025';

interface Tries {
  won: number;
  bid: number;
}

/** Excessive unsuccessful bids: a tenderer among those who bid most wins a share that is a low outlier. */
export function createR025({ percentile, threshold }: NonNullable<RedFlagSettings['R025']>, telling: Telling): Indicator {
  const tries = new Map<string, Tries>();
  return {
    look(release) {
      const process = decided(release);
      const supplier = process?.awards.length === 1 ? onlyIdIn(process.awards[0], 'suppliers') : null;
      if (process === null || supplier === null) return;
      // Once a process, however often somebody bid in it.
      const bidders = new Set(process.bids.filter((bid) => textAt(bid, 'status') === 'valid').flatMap((bid) => onlyIdIn(bid, 'tenderers') ?? []));
      for (const bidder of bidders) {
        const known = tries.get(bidder) ?? { won: 0, bid: 0 };
        known.won += bidder === supplier ? 1 : 0;
        known.bid += 1;
        tries.set(bidder, known);
      }
    },
    conclude() {
      const most = quantile([...tries.values()].map(({ bid }) => bid).sort((a, b) => a - b), percentile / 100);
      const spread = threshold === null ? quartiles([...tries.values()].map(({ won, bid }) => won / bid)) : null;
      const fence = spread === null ? (threshold as number) : lowerFence(spread);
      telling.fences(CODE, { ...spread, upper_fence: most, lower_fence: fence });
      // Where a quarter of the tenderers or more win nothing, a fence would accuse most of those who bid often.
      if (!(fence > 0) || (spread !== null && !(spread.q1 > 0))) return;
      for (const [id, { won, bid }] of tries) {
        const ratio = won / bid;
        if (!(bid >= most && ratio <= fence)) continue;
        telling.raise({ code: CODE, group: 'Tenderer', id, value: ratio, threshold: fence, ocid: null }, () => ({
          inputs: { winningBids: won, validBids: bid, tenderers: tries.size },
          steps: [
            `top tenderer: ${bid} >= ${most} (${percentile}th percentile of the numbers of valid bids)`,
            `ratio = winningBids / validBids = ${won} / ${bid} = ${ratio}`,
            spread === null ? `lower fence = ${fence} (set)` : `lower fence = q1 - 1.5 * (q3 - q1) = ${spread.q1} - 1.5 * (${spread.q3} - ${spread.q1}) = ${fence}`,
            `${ratio} <= ${fence} (lower fence)`,
          ],
        }));
      }
    },
  };
}
