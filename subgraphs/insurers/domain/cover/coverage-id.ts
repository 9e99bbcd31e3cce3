import { createHash } from 'node:crypto';

/**
 * The identifier of a life's cover under a policy, known before anything is written: the insurer is told it first, and
 * told the same when a process dies in between. It begins like the policy's, so that covers of one policy lie together.
 */
export function coverageIdOf(policyId: string, memberId: string): string {
  const bytes = createHash('sha256').update(JSON.stringify(['coverage', policyId, memberId])).digest().subarray(0, 16);
  bytes.write(policyId.replaceAll('-', '').slice(0, 12), 'hex');
  // Version 8 (custom) and the RFC's variant, so that it passes for the UUID it is.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
