import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Locale } from '../../schema/contracts/identity.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { KeySource } from '../auth/verify-token.ts';

/** What goes with a request to a subgraph, and nothing else of the caller does. */
export interface SourceCall {
  readonly envelope: string;
  readonly requestId: string;
  readonly locale: Locale;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** Headers that tie the subgraph's spans to ours. */
  readonly trace?: Readonly<Record<string, string>>;
}

/** One error as a subgraph tells it. */
export interface SourceError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface SourceAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly SourceError[];
}

/** A subgraph as the gateway meets it: in this process, behind an address, or many behind one name. */
export interface Source {
  readonly name: string;
  /** Public keys by which this subgraph signs its own requests to the graph. */
  readonly keys: KeySource;
  /** Asks once; never again by itself. Throws SourceFailure when no usable answer comes. */
  execute(request: GraphRequest, call: SourceCall): Promise<SourceAnswer>;
  /** Passes plain HTTP on, as a stream. Answers false when the address is not the subgraph's. */
  forward(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
