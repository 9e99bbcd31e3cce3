/** An insurer's own subgraph, as it may be asked now. */
export interface Provider {
  readonly insurerId: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
  /** Milliseconds for one whole answer. */
  readonly deadlineMs: number;
  /** Another version is judged anew: that the one before kept failing says nothing of it. */
  readonly version: string;
}

/** Whether an insurer's subgraph is asked. `since` is an instant, ISO 8601; `reason` is for people and is on record. */
export type Standing =
  | { readonly kind: 'active'; readonly provider: Provider }
  | { readonly kind: 'paused' | 'withdrawn'; readonly since: string; readonly reason: string };

/** Which insurers have a subgraph of their own, at this moment. */
export interface Providers {
  /** Undefined: this insurer has no subgraph of its own and is served by the insurers house. */
  of(insurerId: string): Standing | undefined;
  /** Told after every change; answers how to stop listening. */
  onChange(listener: (insurerId: string) => void): () => void;
}

/** Nobody has brought a subgraph. */
export const NO_PROVIDERS: Providers = { of: () => undefined, onChange: () => () => undefined };
