import { createCipheriv, createDecipheriv, hash, hkdfSync, randomFillSync } from 'node:crypto';
import { createSealThread } from './seal-thread.ts';

/** Encrypts columns that hold personal data, and makes keyed hashes to find them by. */
export interface FieldCipher {
  /** Text to nonce + ciphertext + tag. The same text gives different bytes each time. */
  seal(text: string): Buffer;
  /** The same for many texts, on another thread once there have been so many that one pays. */
  sealMany(texts: readonly string[]): Promise<Buffer[]>;
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
  const fingerprint = createFingerprint(Buffer.from(hkdfSync('sha256', secret, '', 'wasq field fingerprint', 32)));
  const nextNonce = createNonces();
  const seal = (text: string): Buffer => {
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
    const body = cipher.update(text, 'utf8');
    return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
  };
  const thread = createSealThread(secret, seal);
  return {
    seal,
    sealMany: (texts) => thread.sealMany(texts),
    open(sealed) {
      if (sealed.length < NONCE + TAG) throw new Error('These bytes are too short to be sealed text.');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, NONCE), { authTagLength: TAG });
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      return decipher.update(sealed.subarray(NONCE, sealed.length - TAG), undefined, 'utf8') + decipher.final('utf8');
    },
    fingerprint,
  };
}

/** Random nonces, drawn many at a time: half a million fields are sealed one by one, and each draw is a system call. */
function createNonces(): () => Buffer {
  const drawn = Buffer.alloc(NONCE * 1_000);
  let at = drawn.length;
  return () => {
    if (at === drawn.length) {
      randomFillSync(drawn);
      at = 0;
    }
    at += NONCE;
    return drawn.subarray(at - NONCE, at);
  };
}

const SHA256_BLOCK = 64;
const SHA256_DIGEST = 32;
const FINGERPRINT = 16;

/**
 * HMAC-SHA256 by its definition, H(outer key, H(inner key, text)), on two kept buffers. The library's own makes an object
 * outside the heap for every text, whose collection takes as long as the hashing when there are a million of them.
 */
function createFingerprint(key: Buffer): (text: string) => Buffer {
  const padded = Buffer.concat([key, Buffer.alloc(SHA256_BLOCK - key.length)]);
  const innerKey = padded.map((byte) => byte ^ 0x36);
  let inner = Buffer.concat([innerKey, Buffer.alloc(1_024)]);
  const outer = Buffer.concat([padded.map((byte) => byte ^ 0x5c), Buffer.alloc(SHA256_DIGEST)]);
  return (text) => {
    // A UTF-16 unit is at most three bytes of UTF-8.
    if (inner.length < SHA256_BLOCK + text.length * 3) inner = Buffer.concat([innerKey, Buffer.alloc(text.length * 3)]);
    const length = inner.write(text, SHA256_BLOCK, 'utf8');
    outer.write(hash('sha256', inner.subarray(0, SHA256_BLOCK + length), 'binary'), SHA256_BLOCK, 'latin1');
    return Buffer.from(hash('sha256', outer, 'binary').slice(0, FINGERPRINT), 'latin1');
  };
}
