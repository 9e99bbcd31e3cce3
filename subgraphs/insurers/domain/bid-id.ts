import { createHash } from 'node:crypto';

/** What makes one command to seal the same as another. */
export interface SealCommand {
  readonly insurerId: string;
  readonly tenderId: string;
  readonly lotId: string;
  readonly idempotencyKey: string;
  /** SHA-256 of the sealed body. */
  readonly commitment: string;
  /** Number of the tender's last amendment, 0 before the first: what an amendment voided is sealed under a new id. */
  readonly amendment: number;
}

/**
 * The identifier a command's bid will have, known before anything is written. The hash of a bid is recorded by the
 * associations house before the bid is written here; when the process dies between the two, the same command sent
 * again arrives at the same identifier, finds its hash recorded, and goes on.
 */
export function bidIdOf(command: SealCommand): string {
  const { insurerId, tenderId, lotId, idempotencyKey, commitment, amendment } = command;
  const name = JSON.stringify(['bid', insurerId, tenderId, lotId, idempotencyKey, commitment, amendment]);
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  // Version 8 (custom) and the RFC's variant, so that it passes for the UUID it is.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
