import { bidsOf } from './bids.ts';
import type { Computation } from './flag.ts';
import type { Indicator, Telling } from './indicator.ts';
import { perRelease } from './indicator.ts';
import { idsIn } from './organisations.ts';
import { arrayAt, objectAt, textAt } from './release.ts';

const CODE = 'R030';

/** Late bid won: a valid bid of a winner is dated after the deadline. The dates are compared as they are written. */
export function createR030(telling: Telling): Indicator {
  return perRelease((release, ocid) => {
    const awards = arrayAt(release, 'awards');
    const bids = bidsOf(release);
    if (awards === null || bids === null) return;
    const deadline = textAt(objectAt(objectAt(release, 'tender'), 'tenderPeriod'), 'endDate');
    if (deadline === null) return telling.remark('FIELD_MISSING', ocid, 'tender.tenderPeriod.endDate', `${CODE} cannot be computed`);
    const winners = new Set(awards.filter((award) => textAt(award, 'status') === 'active').flatMap((award) => idsIn(award, 'suppliers')));
    for (const bid of bids) {
      const date = textAt(bid, 'date');
      if (textAt(bid, 'status') !== 'valid' || date === null || date <= deadline) continue;
      for (const id of idsIn(bid, 'tenderers').filter((tenderer) => winners.has(tenderer))) {
        const computation = (): Computation => ({
          inputs: { 'tender.tenderPeriod.endDate': deadline, 'bids.details[].date': date, winner: id },
          steps: [`${date} > ${deadline}`, `${id} is a supplier of an active award`],
        });
        telling.raise({ code: CODE, group: 'OCID', id: ocid, value: 1, threshold: null, ocid }, computation);
        telling.raise({ code: CODE, group: 'Tenderer', id, value: 1, threshold: null, ocid }, computation);
      }
    }
  });
}
