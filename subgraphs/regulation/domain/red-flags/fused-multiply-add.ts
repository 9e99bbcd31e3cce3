/**
 * a × b + c, rounded once at the end, as processors and other tools compute a fence: with two roundings a value that
 * stands exactly on the fence can fall on the other side of it.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  if (![a, b, c].every(Number.isFinite)) return a * b + c;
  const [first, second, third] = [exactly(a), exactly(b), exactly(c)];
  const product = { digits: first.digits * second.digits, exponent: first.exponent + second.exponent };
  const exponent = Math.min(product.exponent, third.exponent);
  const sum = shifted(product, exponent) + shifted(third, exponent);
  if (sum === 0n) return a * b + c;
  return rounded({ digits: sum, exponent });
}

/** More bits than a double keeps, and fewer than would overflow one. */
const BITS = 64;

function rounded({ digits, exponent }: Exact): number {
  const size = digits < 0n ? -digits : digits;
  const spare = BigInt(Math.max(size.toString(2).length - BITS, 0));
  const kept = size >> spare;
  // What is cut off still decides between two neighbours, as one last bit.
  const sticky = kept << spare === size ? kept : kept | 1n;
  const scale = exponent + Number(spare);
  // Number() rounds half to even, once; what follows moves the point alone. Two factors, since 2^-1074 has no inverse.
  const half = Math.trunc(scale / 2);
  return Number(digits < 0n ? -sticky : sticky) * 2 ** half * 2 ** (scale - half);
}

/** A double is digits × 2^exponent. */
interface Exact {
  readonly digits: bigint;
  readonly exponent: number;
}

function exactly(value: number): Exact {
  let exponent = 0;
  let digits = value;
  // Doubling and halving are exact; the first loop ends when no fraction is left, after at most 1,074 turns.
  while (!Number.isInteger(digits)) {
    digits *= 2;
    exponent -= 1;
  }
  return { digits: BigInt(digits), exponent };
}

function shifted({ digits, exponent }: Exact, to: number): bigint {
  return digits << BigInt(exponent - to);
}
