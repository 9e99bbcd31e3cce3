import type { FieldCipher } from '../../kit/field-cipher.ts';

/** Who a life is: what nobody reads without a reason. */
export interface Person {
  readonly nationalId: string;
  readonly nameAr: string;
  readonly nameEn: string | null;
}

/** The three as one text: one encryption, because half a million lives are sealed one by one. No name holds a newline. */
export function personText({ nationalId, nameAr, nameEn }: Person): string {
  return nameEn === null ? `${nationalId}\n${nameAr}` : `${nationalId}\n${nameAr}\n${nameEn}`;
}

/** @throws Error when the bytes were not sealed by this key. */
export function openPerson(cipher: FieldCipher, sealed: Buffer): Person {
  const [nationalId = '', nameAr = '', nameEn = null] = cipher.open(sealed).split('\n');
  return { nationalId, nameAr, nameEn };
}
