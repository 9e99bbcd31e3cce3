import { createHash } from 'node:crypto';

/** A UUID that is always the same for a name, known before anything is written. @param beginning hexadecimal digits it begins with. */
export function uuidOfName(name: readonly (string | number)[], beginning = ''): string {
  const bytes = createHash('sha256').update(JSON.stringify(name)).digest().subarray(0, 16);
  bytes.write(beginning, 'hex');
  // Version 8 (custom) and the RFC's variant, so that it passes for the UUID it is.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
