import type { Provenance } from './provenance.ts';

/** What one source says of one thing another source says too, for example `member.policyClass`. */
export interface SourceClaim {
  readonly name: string;
  /** Null where the source does not say; then it contradicts nobody. */
  readonly value: string | number | boolean | null;
  readonly said: Provenance;
}
