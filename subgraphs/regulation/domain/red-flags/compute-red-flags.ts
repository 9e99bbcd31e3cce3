import { bidsOf, priceOf, submittedBids } from './bids.ts';
import type { Flag } from './flag.ts';
import type { Indicator, Telling } from './indicator.ts';
import { createMainCurrency } from './main-currency.ts';
import { collectMargins } from './margins.ts';
import { idsIn } from './organisations.ts';
import { passes } from './procurement-method.ts';
import { createR003 } from './r003.ts';
import { createR018 } from './r018.ts';
import { createR024 } from './r024.ts';
import { createR025 } from './r025.ts';
import { createR028 } from './r028.ts';
import { createR030 } from './r030.ts';
import { createR035 } from './r035.ts';
import { createR036 } from './r036.ts';
import { createR038 } from './r038.ts';
import { createR058 } from './r058.ts';
import { objectAt, textAt } from './release.ts';
import type { Release } from './release.ts';
import type { RedFlagSettings } from './settings.ts';

export interface RedFlagRun {
  /** Looks at one compiled release. */
  add(release: Release, ocid: string): void;
  /** Ends the run: what needs all releases is told now. */
  conclude(): void;
}

/** Runs the enabled indicators over compiled releases, given one by one; keeps of each no more than a few numbers. */
export function computeRedFlags(settings: RedFlagSettings, telling: Telling): RedFlagRun {
  const currency = createMainCurrency(settings.currency, telling);
  const margins = collectMargins(settings, currency, telling);
  const { R003, R018, R024, R025, R028, R030, R035, R036, R038, R058 } = settings;
  const indicators: readonly Indicator[] = [
    ...(R003 === null ? [] : [createR003(R003, telling)]),
    ...(R018 === null ? [] : [createR018(R018, telling)]),
    ...(R024 === null ? [] : [createR024(R024, margins, telling)]),
    ...(R025 === null ? [] : [createR025(R025, telling)]),
    ...(R028 === null ? [] : [createR028(settings, telling)]),
    ...(R030 === null ? [] : [createR030(telling)]),
    ...(R035 === null ? [] : [createR035(R035, telling)]),
    ...(R036 === null ? [] : [createR036(settings, currency, telling)]),
    ...(R038 === null ? [] : [createR038(R038, telling)]),
    ...(R058 === null ? [] : [createR058(R058, margins, telling)]),
  ];
  const mapsTenderers = R025 !== null || R038 !== null;
  return {
    add(release, ocid) {
      if (isCancelled(release) || !passes(release, NONE, settings.excludedDetails)) return;
      remarkOnBids(release, ocid, telling);
      if (mapsTenderers) for (const bid of submittedBids(release)) for (const id of idsIn(bid, 'tenderers')) telling.map('ocid_tenderer', ocid, id);
      if (R024 !== null || R058 !== null) margins.look(release, ocid);
      for (const indicator of indicators) indicator.look(release, ocid);
    },
    conclude() {
      for (const indicator of indicators) indicator.conclude();
    },
  };
}

/** The name under which a flagged tenderer is listed beside the process it was flagged in; null where there is no such list. */
export function mapOfFlag({ code, group, ocid }: Flag): string | null {
  return group === 'Tenderer' && ocid !== null ? `ocid_tenderer_${code.toLowerCase()}` : null;
}

const NONE: ReadonlySet<string> = new Set();

function isCancelled(release: Release): boolean {
  return textAt(objectAt(release, 'tender'), 'status') === 'cancelled';
}

/** What a bid lacks is told, or nobody would find out from the result alone; a negative price is taken as it stands. */
function remarkOnBids(release: Release, ocid: string, telling: Telling): void {
  for (const bid of bidsOf(release) ?? []) {
    const status = textAt(bid, 'status');
    if (status === null) {
      telling.remark('FIELD_MISSING', ocid, 'bids.details[].status', 'the bid is left out everywhere');
    } else if (status !== 'invited' && status !== 'withdrawn') {
      if (idsIn(bid, 'tenderers').length === 0) telling.remark('FIELD_MISSING', ocid, 'bids.details[].tenderers[].id', 'the bid counts for nobody');
      const price = priceOf(bid);
      if (price === null) telling.remark('FIELD_MISSING', ocid, 'bids.details[].value', 'the price of the bid is compared with none');
      else if (price.amount < 0) telling.remark('AMOUNT_NEGATIVE', ocid, 'bids.details[].value.amount', `${price.amount} is taken as it stands`);
    }
  }
}
