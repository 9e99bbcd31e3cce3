import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, importJWK } from 'jose';
import type { JWK } from 'jose';
import type { BidBody } from './bid-body.ts';

/** Key agreement and content encryption of every sealed bid; nothing else is taken. */
export const SEALING_ALGORITHM = 'ECDH-ES';
export const SEALING_ENCRYPTION = 'A256GCM';

const COMPACT_JWE = /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/;

/** Encrypts a bid to the tender's sealing key: `publicJwk` and `kid` as the tender's sealingKey gives them. */
export async function sealBidBody(body: BidBody, publicJwk: JWK, kid: string): Promise<string> {
  const key = await importJWK(publicJwk, SEALING_ALGORITHM);
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(body)))
    .setProtectedHeader({ alg: SEALING_ALGORITHM, enc: SEALING_ENCRYPTION, kid })
    .encrypt(key);
}

/** What is committed to before the deadline: SHA-256 of the compact JWE, lower-case hex. */
export async function commitmentOf(sealedBody: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sealedBody));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** True when the text is a compact JWE that says it was encrypted to this key in the one accepted way. */
export function isSealedTo(sealedBody: string, kid: string): boolean {
  if (!COMPACT_JWE.test(sealedBody)) return false;
  try {
    const header = decodeProtectedHeader(sealedBody);
    return header.alg === SEALING_ALGORITHM && header.enc === SEALING_ENCRYPTION && header.kid === kid
      && header.epk !== undefined && header.zip === undefined && header.crit === undefined;
  } catch {
    return false;
  }
}

/** Decrypts one sealed bid with the released key; null when it was not encrypted to this key or was tampered with. */
export async function openSealedBid(sealedBody: string, privateJwk: JWK): Promise<string | null> {
  const key = await importJWK(privateJwk, SEALING_ALGORITHM);
  try {
    const { plaintext } = await compactDecrypt(sealedBody, key, {
      keyManagementAlgorithms: [SEALING_ALGORITHM],
      contentEncryptionAlgorithms: [SEALING_ENCRYPTION],
    });
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch {
    return null;
  }
}
