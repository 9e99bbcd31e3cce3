import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FieldCipher } from '../../kit/field-cipher.ts';

const PATH = /^\/uploads\/roster\/([0-9a-f-]{36})$/;

function signatureOf(cipher: FieldCipher, importId: string, expires: string): Buffer {
  // A key of its own, so that no fingerprint that is stored can be taken for a signature.
  const key = cipher.fingerprint('key of signed roster upload addresses');
  return createHmac('sha256', key).update(`${importId} ${expires}`).digest();
}

/** Where one roster file may be sent to until the address expires; who holds it needs no token. */
export function uploadAddress(cipher: FieldCipher, publicUrl: string, row: { readonly id: string; readonly expiresAt: Date }): string {
  const expires = String(row.expiresAt.getTime());
  const signature = signatureOf(cipher, row.id, expires).toString('base64url');
  return `${publicUrl.replace(/\/+$/, '')}/uploads/roster/${row.id}?expires=${expires}&signature=${signature}`;
}

/** What a request's address says: nothing of ours, an address we did not give, or the import it is for. */
export type ReadAddress = { readonly kind: 'foreign' } | { readonly kind: 'forged' } | { readonly kind: 'signed'; readonly importId: string; readonly expiresAt: Date };

export function readUploadAddress(cipher: FieldCipher, target: string): ReadAddress {
  const { pathname, searchParams } = new URL(target, 'http://localhost');
  if (!pathname.startsWith('/uploads/roster/')) return { kind: 'foreign' };
  const importId = PATH.exec(pathname)?.[1];
  const expires = searchParams.get('expires') ?? '';
  const given = Buffer.from(searchParams.get('signature') ?? '', 'base64url');
  if (importId === undefined || !/^\d{13}$/.test(expires)) return { kind: 'forged' };
  const right = signatureOf(cipher, importId, expires);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return { kind: 'forged' };
  return { kind: 'signed', importId, expiresAt: new Date(Number(expires)) };
}
