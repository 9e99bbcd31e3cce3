import type { Telling } from './indicator.ts';

/** The one currency in which a run compares amounts across processes. */
export interface MainCurrency {
  /** False, and remarked on, for an amount that cannot be compared. The first currency that is asked about settles an open one. */
  accepts(currency: string, ocid: string): boolean;
}

export function createMainCurrency(set: string | null, telling: Telling): MainCurrency {
  let main = set;
  let told = '';
  return {
    accepts(currency, ocid) {
      main ??= currency;
      if (currency === main) return true;
      // Two indicators look at the same prices; one remark says it for both.
      if (told === `${ocid} ${currency}`) return false;
      told = `${ocid} ${currency}`;
      telling.remark('CURRENCY_OTHER', ocid, 'bids.details[].value.currency', `a bid in ${currency} is left out: prices are compared in ${main}`);
      return false;
    },
  };
}
