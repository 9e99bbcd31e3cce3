import { multiplyByRatio } from '../../../kit/money.ts';

/** How a rate table was built from the book: sealed with it, so that a saving can later be taken apart. */
export interface Loadings {
  /** Part of the premium before VAT that goes to expenses and commission. */
  readonly expenseLoadBp: number;
  /** Part of the premium before VAT kept as risk margin. */
  readonly riskMarginBp: number;
  /** Taken off the book rate before loads. Zero for a group without claims history (G05). */
  readonly bookDiscountBp: number;
}

export interface LoadingsProblem {
  readonly code: 'BID_LOADINGS_INVALID';
  readonly rule: 'G02';
  readonly values: { readonly table: string };
}

/** A bill taken apart: amount = expense + riskMargin + book − discount, exactly. */
export interface LoadedBill {
  readonly expense: bigint;
  readonly riskMargin: bigint;
  /** What the same lives cost at full book rates. */
  readonly book: bigint;
  readonly discount: bigint;
}

/** `table` names the table they came with, in the problem's sentence. */
export function checkLoadings(loadings: Loadings, table: string): LoadingsProblem[] {
  return isSound(loadings) ? [] : [{ code: 'BID_LOADINGS_INVALID', rule: 'G02', values: { table } }];
}

/** @throws RangeError when the loadings do not pass checkLoadings. */
export function takeApart(amount: bigint, loadings: Loadings): LoadedBill {
  if (!isSound(loadings)) throw new RangeError('the loadings do not hold');
  const expense = multiplyByRatio(amount, BigInt(loadings.expenseLoadBp), 10_000n);
  const riskMargin = multiplyByRatio(amount, BigInt(loadings.riskMarginBp), 10_000n);
  const claims = amount - expense - riskMargin;
  const book = multiplyByRatio(claims, 10_000n, BigInt(10_000 - loadings.bookDiscountBp));
  return { expense, riskMargin, book, discount: book - claims };
}

/** Loads that leave nothing for claims, or a discount of the whole book, describe no price anyone could pay. */
function isSound({ expenseLoadBp, riskMarginBp, bookDiscountBp }: Loadings): boolean {
  const parts = [expenseLoadBp, riskMarginBp, bookDiscountBp];
  return parts.every((part) => Number.isSafeInteger(part) && part >= 0)
    && expenseLoadBp + riskMarginBp < 10_000 && bookDiscountBp < 10_000;
}
