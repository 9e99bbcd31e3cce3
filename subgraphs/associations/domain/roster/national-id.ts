export type NationalIdFault = 'FORMAT' | 'CHECK_DIGIT';

const ZERO = 48;

/**
 * What is wrong with a national id (first digit 1, Saudi) or residence id (first digit 2), or null when it is well
 * formed: ten digits whose last is the Luhn check digit of the other nine (rule A05). Runs once or twice for every
 * line of a roster, so it walks the character codes and allocates nothing.
 */
export function nationalIdFault(id: string): NationalIdFault | null {
  if (id.length !== 10) return 'FORMAT';
  const first = id.charCodeAt(0) - ZERO;
  if (first !== 1 && first !== 2) return 'FORMAT';
  let sum = 0;
  for (let position = 0; position < 10; position += 1) {
    const digit = id.charCodeAt(position) - ZERO;
    if (digit < 0 || digit > 9) return 'FORMAT';
    // Doubled digits stand at even positions because the length is even; a two-digit double counts its digit sum.
    sum += position % 2 === 1 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum % 10 === 0 ? null : 'CHECK_DIGIT';
}

/** Whether a well-formed id is that of a Saudi; otherwise it is a resident's. */
export function isSaudiId(id: string): boolean {
  return id.charCodeAt(0) === ZERO + 1;
}
