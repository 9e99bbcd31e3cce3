import { uuidOfName } from './uuid-of-name.ts';

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
  return uuidOfName(['bid', insurerId, tenderId, lotId, idempotencyKey, commitment, amendment]);
}
