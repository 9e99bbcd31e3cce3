/** What is read is not what was expected; the generic way knows what to make of it. Thrown as it is: it carries nothing. */
export const UNEXPECTED = Symbol('unexpected');

const QUOTE = 34;
const BACKSLASH = 92;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const ESCAPES = new Set([...'"\\/bfnrt'].map((char) => char.charCodeAt(0)));

type Bytes = Uint8Array;

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE;

/*
 * Each of these reads one JSON value at `at` and answers where it ends. They take what JSON.parse takes, without white
 * space between tokens, and throw UNEXPECTED for the rest.
 */

export function scanString(bytes: Bytes, at: number): number {
  if (bytes[at] !== QUOTE) throw UNEXPECTED;
  let end = at + 1;
  for (let byte = bytes[end]; byte !== QUOTE; byte = bytes[end]) {
    if (!(byte !== undefined && byte >= 32)) throw UNEXPECTED;
    end = byte === BACKSLASH ? afterEscape(bytes, end) : end + 1;
  }
  return end + 1;
}

function afterEscape(bytes: Bytes, at: number): number {
  const escape = bytes[at + 1];
  if (escape !== undefined && ESCAPES.has(escape)) return at + 2;
  if (escape !== 117) throw UNEXPECTED;
  for (let digit = at + 2; digit < at + 6; digit += 1) if (!/[\da-f]/i.test(String.fromCharCode(bytes[digit] ?? 0))) throw UNEXPECTED;
  return at + 6;
}

/** A whole number that stays as it is written: -0 and what has more than nine digits does not. */
export function scanInt(bytes: Bytes, at: number): number {
  const start = bytes[at] === MINUS ? at + 1 : at;
  let end = start;
  while (isDigit(bytes[end])) end += 1;
  if (end === start || end - start > 9 || (bytes[start] === ZERO && (end - start > 1 || start > at))) throw UNEXPECTED;
  return end;
}

/** A number that stays as it is written: without an exponent, without zeros at its end, and not too long to be exact. */
export function scanFloat(bytes: Bytes, at: number): number {
  const start = bytes[at] === MINUS ? at + 1 : at;
  let end = start;
  while (isDigit(bytes[end])) end += 1;
  if (end === start || (bytes[start] === ZERO && (end - start > 1 || (start > at && bytes[end] !== 46)))) throw UNEXPECTED;
  if (bytes[end] === 46) {
    const point = end;
    end += 1;
    while (isDigit(bytes[end])) end += 1;
    // Below a millionth it would be answered with an exponent.
    if (bytes[end - 1] === ZERO || end === point + 1 || end - point > 6) throw UNEXPECTED;
  }
  if (end - start > 15 || bytes[end] === 101 || bytes[end] === 69) throw UNEXPECTED;
  return end;
}

export function scanBoolean(bytes: Bytes, at: number): number {
  return scanWord(bytes, at, bytes[at] === 116 ? 'true' : 'false');
}

export function scanWord(bytes: Bytes, at: number, word: string): number {
  for (let index = 0; index < word.length; index += 1) if (bytes[at + index] !== word.charCodeAt(index)) throw UNEXPECTED;
  return at + word.length;
}

/** Any JSON value whose numbers stay as they are written. */
export function scanAny(bytes: Bytes, at: number): number {
  switch (bytes[at]) {
    case QUOTE:
      return scanString(bytes, at);
    case 123:
      return scanItems(bytes, at, 125, (start) => scanAny(bytes, scanWord(bytes, scanString(bytes, start), ':')));
    case 91:
      return scanItems(bytes, at, 93, (start) => scanAny(bytes, start));
    case 116:
    case 102:
      return scanBoolean(bytes, at);
    case 110:
      return scanWord(bytes, at, 'null');
    default:
      return scanFloat(bytes, at);
  }
}

/** Items between brackets; `scanItem` reads one. */
export function scanItems(bytes: Bytes, at: number, close: number, scanItem: (at: number) => number): number {
  let end = at + 1;
  if (bytes[end] === close) return end + 1;
  for (;;) {
    end = scanItem(end);
    if (bytes[end] === close) return end + 1;
    end = scanWord(bytes, end, ',');
  }
}

/** What of an answer follows its data until `answerEnd`: nothing but extensions, which nobody reads. */
export function scanEnd(bytes: Bytes, at: number, answerEnd: number): void {
  let end = at;
  if (bytes[end] === 44) end = scanAny(bytes, scanWord(bytes, end, ',"extensions":'));
  end = scanWord(bytes, end, '}');
  while (bytes[end] === 10 || bytes[end] === 13 || bytes[end] === 32 || bytes[end] === 9) end += 1;
  if (end !== answerEnd) throw UNEXPECTED;
}
