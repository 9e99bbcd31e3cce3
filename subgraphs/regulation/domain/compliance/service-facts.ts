import type { Provenance } from './provenance.ts';

/** What the rules need to know of one pre-authorisation: its clock, and nothing of the treatment. */
export interface ServiceFacts {
  readonly authorizationId: string;
  readonly insurerId: string;
  readonly associationId: string;
  readonly askedAt: string;
  /** Instant of the insurer's answer; null while there is none. */
  readonly answeredAt: string | null;
  /** APPROVED, PARTIAL, REJECTED, PENDED, DEEMED_APPROVED and so on. */
  readonly state: string;
  readonly said: Provenance;
}
