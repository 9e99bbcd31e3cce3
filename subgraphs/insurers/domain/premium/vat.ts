import { multiplyByRatio, sumOf } from '../../../kit/money.ts';

/** One line of an invoice or a credit note, halalas. A credit note's amounts are below zero and carry the VAT back. */
export interface TaxedLine {
  readonly net: bigint;
  readonly vat: bigint;
  readonly gross: bigint;
}

/**
 * VAT on one line, rounded half to even on the line itself; 15 % is 1500 basis points (rule G13).
 * @throws RangeError when the rate is below zero or not whole.
 */
export function taxedLine(net: bigint, rateBasisPoints: number): TaxedLine {
  if (!Number.isSafeInteger(rateBasisPoints) || rateBasisPoints < 0) {
    throw new RangeError('a VAT rate is whole basis points, from 0');
  }
  const vat = multiplyByRatio(net, BigInt(rateBasisPoints), 10_000n);
  return { net, vat, gross: net + vat };
}

/** The sum of the lines as they stand: VAT is never computed again on a total, or lines and total would differ. */
export function totalOf(lines: readonly TaxedLine[]): TaxedLine {
  return {
    net: sumOf(lines.map((line) => line.net)),
    vat: sumOf(lines.map((line) => line.vat)),
    gross: sumOf(lines.map((line) => line.gross)),
  };
}
