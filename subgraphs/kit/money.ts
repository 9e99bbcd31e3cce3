/**
 * Money is a whole number of halalas (1/100 riyal) in a bigint. No float ever touches it: a rate times half a
 * million lives must come out the same on every machine, and shares must add up to what was shared.
 */

/** Sixteen digits before the point keep every parsed amount inside PostgreSQL's bigint. */
const AMOUNT = /^(-?)(0|[1-9][0-9]{0,15})(?:\.([0-9]{1,2}))?$/;

/** '123.45' as 12345n. Null for anything that is not an exact amount: no exponent, sign '+', blanks, third decimal. */
export function parseAmount(text: string): bigint | null {
  const match = AMOUNT.exec(text);
  if (match === null) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const halalas = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
  return sign === '-' ? -halalas : halalas;
}

/** 12345n as '123.45': always two decimals, never grouped. */
export function formatAmount(halalas: bigint): string {
  const digits = absolute(halalas).toString().padStart(3, '0');
  return `${halalas < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Shares out `total` in proportion to `weights` by largest remainder: the shares add up to the total exactly, each
 * is within one halala of its exact share, and a weight of zero gets nothing. Equal remainders go to the earlier
 * position, so callers that want a reproducible result put the weights in a stable order. A negative total gives
 * the negated shares of its opposite, so that a credit note undoes its invoice line by line.
 * @throws RangeError on a negative weight, or when there is something to share and no weight to share it by.
 */
export function apportion(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('a weight is negative');
  if (total < 0n) return apportion(-total, weights).map((share) => -share);
  const whole = sumOf(weights);
  if (whole === 0n) {
    if (total !== 0n) throw new RangeError('there is no weight to share by');
    return weights.map(() => 0n);
  }
  const shares = weights.map((weight) => (total * weight) / whole);
  const left = total - sumOf(shares);
  const byRemainder = weights
    .map((weight, position) => ({ position, remainder: (total * weight) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.position - b.position : a.remainder > b.remainder ? -1 : 1));
  for (const { position } of byRemainder.slice(0, Number(left))) shares[position] = (shares[position] ?? 0n) + 1n;
  return shares;
}

/**
 * amount × numerator ÷ denominator, rounded half to even, so that rounding many lines drifts neither way.
 * @throws RangeError when the denominator is zero.
 */
export function multiplyByRatio(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('the denominator is zero');
  const product = amount * numerator;
  const negative = product < 0n !== denominator < 0n;
  const divisor = absolute(denominator);
  const quotient = absolute(product) / divisor;
  const twice = (absolute(product) % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

export function sumOf(amounts: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}
