import { SANDBOX_ID_MARKS, type SandboxIdMark } from '../../schema/contracts/sandbox-ids.ts';

const MARKS = Object.keys(SANDBOX_ID_MARKS) as readonly SandboxIdMark[];
const FIRST_MARK = Math.min(...Object.values(SANDBOX_ID_MARKS).map(Number));

// The eight digits between the first and the check digit, less those whose last four would be a mark.
const TAILS = 10_000 - MARKS.length;
const PLAIN_IDS = 10_000 * TAILS;
const HALF_BITS = 14;
const HALF_MASK = (1 << HALF_BITS) - 1;

function checkDigit(nine: string): number {
  let sum = 0;
  for (let i = 0; i < 9; i += 1) {
    const doubled = Number(nine[i]) * (i % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return (10 - (sum % 10)) % 10;
}

function withCheckDigit(saudi: boolean, head: number, tail: number): string {
  const nine = `${saudi ? 1 : 2}${String(head).padStart(4, '0')}${String(tail).padStart(4, '0')}`;
  return `${nine}${checkDigit(nine)}`;
}

function mixed(seed: number, round: number, half: number): number {
  // Runs a dozen times a person, so it is written out rather than asked of hashOf.
  let value = Math.imul(half ^ Math.imul(seed ^ round, 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) & HALF_MASK;
}

/** A shuffle of the numbers below `size` without a table: a four-round Feistel network, walked until it lands inside. */
function shuffled(seed: number, n: number, size: number): number {
  let value = n;
  do {
    let left = value >>> HALF_BITS;
    let right = value & HALF_MASK;
    for (let round = 0; round < 4; round += 1) [left, right] = [right, left ^ mixed(seed, round, right)];
    value = left * (HALF_MASK + 1) + right;
  } while (value >= size);
  return value;
}

/**
 * The id of the nth person of a sample: valid, unlike every other's for n below 99,940,000, and without a sandbox mark.
 * Made from a counter, so no set of ids already given is needed.
 * @throws RangeError when n is outside that range
 */
export function plainNationalId(seed: number, n: number, saudi: boolean): string {
  if (!(n >= 0 && n < PLAIN_IDS)) throw new RangeError(`no id for person ${n}`);
  const body = shuffled(seed, n, PLAIN_IDS);
  const tail = body % TAILS;
  return withCheckDigit(saudi, Math.floor(body / TAILS), tail < FIRST_MARK ? tail : tail + MARKS.length);
}

/**
 * The id of the nth person who carries a mark. Marks hold four digits, so each mark has 10,000 ids.
 * @throws RangeError when n is outside that range
 */
export function markedNationalId(seed: number, n: number, mark: SandboxIdMark, saudi: boolean): string {
  if (!(n >= 0 && n < 10_000)) throw new RangeError(`no id for person ${n} of those marked`);
  // 7919 is prime to 10,000: every n has its own place.
  const head = (n * 7919 + (seed >>> 0) % 10_000) % 10_000;
  return withCheckDigit(saudi, head, Number(SANDBOX_ID_MARKS[mark]));
}
