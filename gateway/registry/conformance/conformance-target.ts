import type { JWTPayload } from 'jose';
import type { Dispatcher } from 'undici';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';

/** Signs any claims with the gateway's own key, also claims the gateway would never send: stale ones, or for somebody else. */
export interface ClaimsSigner {
  sign(claims: JWTPayload): Promise<string>;
}

/** Which subgraph is tried, and how it is reached. */
export interface ConformanceTarget {
  /** Its GraphQL endpoint. */
  readonly url: string;
  readonly insurerId: string;
  /** With a key of the JWKS that the subgraph trusts. */
  readonly signer: ClaimsSigner;
  readonly mode: ProgrammeMode;
  /** Connections go through it, so that an address that was checked is the address that is asked. */
  readonly dispatcher?: Dispatcher;
  /** What one call may take; 2,000 ms unless agreed otherwise. */
  readonly deadlineMs?: number;
  /** Federation SDL of what the insurer adds to the graph; null or left out when it serves the contract alone. */
  readonly extension?: string | null;
  /** What the whole run may take, so that a subgraph that trickles cannot hold its trier for ever; 120,000 ms when left out. */
  readonly limitMs?: number;
  /** Ids of the checks to try, besides the gates, for whoever looks for one fault; the grade is of these alone. All when left out. */
  readonly only?: ReadonlySet<string>;
  readonly now?: () => Date;
}
