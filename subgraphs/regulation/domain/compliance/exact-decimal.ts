const DECIMAL = /^(\d{1,16})(?:\.(\d{1,6}))?$/;

/** A decimal of at most six places in millionths, so that two are compared exactly; null for anything else. */
export function millionths(text: string): bigint | null {
  const match = DECIMAL.exec(text);
  return match === null ? null : BigInt(match[1] ?? '0') * 1_000_000n + BigInt((match[2] ?? '').padEnd(6, '0'));
}
