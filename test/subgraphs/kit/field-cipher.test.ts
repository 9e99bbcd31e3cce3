import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFieldCipher } from '../../../subgraphs/kit/field-cipher.ts';

const cipher = createFieldCipher(Buffer.alloc(32, 1));
const stranger = createFieldCipher(Buffer.alloc(32, 2));

describe('createFieldCipher', () => {
  it('opens what it sealed, in any script', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(cipher.open(cipher.seal(text))).toBe(text)));
  });

  it('seals the same text differently each time, and without the text in it', () => {
    const [one, two] = [cipher.seal('1000000001'), cipher.seal('1000000001')];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('1000000001')).toBe(false);
  });

  it('refuses bytes of which a single bit was changed', () => {
    const sealed = cipher.seal('1000000001');
    for (let position = 0; position < sealed.length; position += 1) {
      const changed = Buffer.from(sealed);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(() => cipher.open(changed)).toThrow();
    }
  });

  it('refuses bytes that were cut short, whatever is left of the tag', () => {
    const sealed = cipher.seal('');
    for (let length = 0; length < sealed.length; length += 1) expect(() => cipher.open(sealed.subarray(0, length))).toThrow();
  });

  it('refuses what another key sealed', () => {
    expect(() => stranger.open(cipher.seal('1000000001'))).toThrow();
  });

  it('finds the same text by the same fingerprint, under one key only', () => {
    expect(cipher.fingerprint('1000000001')).toEqual(createFieldCipher(Buffer.alloc(32, 1)).fingerprint('1000000001'));
    expect(cipher.fingerprint('1000000001')).toHaveLength(16);
    expect(cipher.fingerprint('1000000001')).not.toEqual(cipher.fingerprint('1000000002'));
    expect(cipher.fingerprint('1000000001')).not.toEqual(stranger.fingerprint('1000000001'));
  });

  it('refuses a secret that is too short', () => {
    expect(() => createFieldCipher(Buffer.alloc(31))).toThrow('FIELD_KEY must hold at least 32 bytes, base64.');
  });
});
