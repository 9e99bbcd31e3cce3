import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts columns that hold personal data, and makes keyed hashes to find them by. */
export interface FieldCipher {
  /** Text to nonce + ciphertext + tag. The same text gives different bytes each time. */
  seal(text: string): Buffer;
  /** @throws Error when the bytes were not sealed by this key. */
  open(sealed: Buffer): string;
  /** The same text gives the same 16 bytes, which say nothing about it without the key. */
  fingerprint(text: string): Buffer;
}

const NONCE = 12;
const TAG = 16;

/** Both keys are derived from one secret of at least 32 bytes, given as base64 in FIELD_KEY. */
export function createFieldCipher(secret: Buffer): FieldCipher {
  if (secret.length < 32) throw new Error('FIELD_KEY must hold at least 32 bytes, base64.');
  const sealKey = Buffer.from(hkdfSync('sha256', secret, '', 'wasq field encryption', 32));
  const fingerprintKey = Buffer.from(hkdfSync('sha256', secret, '', 'wasq field fingerprint', 32));
  return {
    seal(text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const body = cipher.update(text, 'utf8');
      return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed) {
      if (sealed.length < NONCE + TAG) throw new Error('These bytes are too short to be sealed text.');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      return decipher.update(sealed.subarray(NONCE, sealed.length - TAG), undefined, 'utf8') + decipher.final('utf8');
    },
    fingerprint(text) {
      return createHmac('sha256', fingerprintKey).update(text).digest().subarray(0, 16);
    },
  };
}
