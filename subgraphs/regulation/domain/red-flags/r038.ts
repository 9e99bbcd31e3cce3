import { submittedBids } from './bids.ts';
import type { Group } from './flag.ts';
import type { Indicator, Telling } from './indicator.ts';
import { buyerOf, idsIn, procuringEntityOf } from './organisations.ts';
import { quartiles, upperFence } from './quartiles.ts';
import { textAt } from './release.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R038';

interface Share {
  disqualified: number;
  submitted: number;
}

type Shares = Map<string, Share>;

/**
 * Excessive disqualified bids: of all bids submitted to a buyer or a procuring entity, or by a tenderer, the share that
 * was disqualified is a high outlier. Who has too few bids is left out; for buyers, too, bids are counted and not
 * processes, as Cardinal does for all its setting's name.
 */
export function createR038({ threshold, minimumBids, minimumBidsOfBuyer }: NonNullable<RedFlagSettings['R038']>, telling: Telling): Indicator {
  const buyers: Shares = new Map();
  const entities: Shares = new Map();
  const tenderers: Shares = new Map();
  return {
    look(release, ocid) {
      const submitted = submittedBids(release);
      if (submitted.length === 0) return;
      let disqualified = 0;
      for (const bid of submitted) {
        const one = textAt(bid, 'status') === 'disqualified' ? 1 : 0;
        disqualified += one;
        for (const id of idsIn(bid, 'tenderers')) add(tenderers, id, one, 1);
      }
      for (const [shares, id, map] of [[buyers, buyerOf(release), 'buyer'], [entities, procuringEntityOf(release), 'procuringentity']] as const) {
        if (id === null) continue;
        add(shares, id, disqualified, submitted.length);
        if (disqualified > 0) telling.map(`ocid_${map}_r038`, ocid, id);
      }
    },
    conclude() {
      judge(buyers, minimumBidsOfBuyer, 'Buyer');
      judge(entities, minimumBidsOfBuyer, 'ProcuringEntity');
      judge(tenderers, minimumBids, 'Tenderer');
    },
  };

  function judge(shares: Shares, minimum: number, group: Group): void {
    const judged = [...shares].filter(([, { submitted }]) => submitted >= minimum).map(([id, share]) => ({ id, ...share, ratio: share.disqualified / share.submitted }));
    if (judged.length === 0) return;
    const spread = threshold === null ? quartiles(judged.map(({ ratio }) => ratio)) : null;
    const fence = spread === null ? (threshold as number) : upperFence(spread);
    telling.fences(CODE, { ...(spread === null ? {} : { [`${group}_q1`]: spread.q1, [`${group}_q3`]: spread.q3 }), [`${group}_upper_fence`]: fence });
    // Where three quarters have none disqualified, any disqualification would be an outlier.
    if (!(fence > 0)) return;
    for (const { id, disqualified, submitted, ratio } of judged) {
      if (ratio < fence) continue;
      telling.raise({ code: CODE, group, id, value: ratio, threshold: fence, ocid: null }, () => ({
        inputs: { disqualifiedBids: disqualified, submittedBids: submitted, compared: judged.length },
        steps: [
          `ratio = disqualifiedBids / submittedBids = ${disqualified} / ${submitted} = ${ratio}`,
          spread === null ? `upper fence = ${fence} (set)` : `upper fence = q3 + 1.5 * (q3 - q1) = ${spread.q3} + 1.5 * (${spread.q3} - ${spread.q1}) = ${fence}`,
          `${ratio} >= ${fence} (upper fence)`,
        ],
      }));
    }
  }
}

function add(shares: Shares, id: string, disqualified: number, submitted: number): void {
  const known = shares.get(id) ?? { disqualified: 0, submitted: 0 };
  known.disqualified += disqualified;
  known.submitted += submitted;
  shares.set(id, known);
}
