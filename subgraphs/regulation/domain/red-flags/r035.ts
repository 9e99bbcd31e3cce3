import { decided } from './awards.ts';
import type { Computation } from './flag.ts';
import type { Indicator, Telling } from './indicator.ts';
import { perRelease } from './indicator.ts';
import { idsIn } from './organisations.ts';
import { textAt } from './release.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R035';

/** All except the winning bid disqualified. The value is how many other tenderers were. */
export function createR035({ threshold }: NonNullable<RedFlagSettings['R035']>, telling: Telling): Indicator {
  return perRelease((release, ocid) => {
    const process = decided(release);
    if (process === null) return;
    const suppliers = new Set(process.awards.flatMap((award) => idsIn(award, 'suppliers')));
    const tenderersOf = (status: string) =>
      new Set(process.bids.filter((bid) => textAt(bid, 'status') === status).flatMap((bid) => idsIn(bid, 'tenderers')));
    const valid = tenderersOf('valid');
    const [winner] = valid;
    // With several winners a buyer may have joined several bids, which is nothing to ask about.
    if (winner === undefined || valid.size !== 1 || suppliers.size !== 1 || !suppliers.has(winner)) return;
    const others = [...tenderersOf('disqualified')].filter((id) => id !== winner);
    if (others.length < threshold) return;
    const computation = (): Computation => ({
      inputs: { winner, validTenderers: 1, otherDisqualifiedTenderers: others.length, disqualified: others.join(', ') },
      steps: ['the only tenderer with valid bids is the only supplier of the active awards', `${others.length} other tenderers with disqualified bids >= ${threshold} (threshold)`],
    });
    telling.raise({ code: CODE, group: 'OCID', id: ocid, value: others.length, threshold, ocid }, computation);
    telling.raise({ code: CODE, group: 'Tenderer', id: winner, value: 0, threshold, ocid }, computation);
  });
}
