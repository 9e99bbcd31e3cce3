import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Locale } from '../../schema/contracts/identity.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { KeySource } from '../auth/verify-token.ts';
import type { Departures } from './departures.ts';

/** What goes with a request to a subgraph, and nothing else of the caller does. */
export interface SourceCall {
  readonly envelope: string;
  readonly requestId: string;
  readonly locale: Locale;
  /** Tells when nobody waits for the answer any more. */
  readonly departures?: Departures | undefined;
  /** Headers that tie the subgraph's spans to ours. */
  readonly trace?: Readonly<Record<string, string>>;
}

/** One error as a subgraph tells it. */
export interface SourceError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A request as it travels. */
export interface RawRequest {
  readonly body: Buffer;
  readonly isQuery: boolean;
}

/** Takes what it needs from a whole answer, or answers false and has taken nothing. */
export type ReadAnswer = (answer: Buffer) => boolean;

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
  /**
   * Asks like `execute`, with the request as bytes, and shows `read` the bytes of the answer before they are parsed:
   * null when it could read them. Left out where that is no way to be quicker.
   */
  exchange?(request: RawRequest, call: SourceCall, read: ReadAnswer): Promise<SourceAnswer | null>;
  /**
   * Begins a subscription, of which each event is an answer. Left out where there are none. Whoever reads the events
   * sets their pace, and stops by leaving. Throws SourceFailure, also while events come.
   */
  subscribe?(request: GraphRequest, call: SourceCall): Promise<AsyncIterable<SourceAnswer>>;
  /** Passes plain HTTP on, as a stream. Answers false when the address is not the subgraph's. */
  forward(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
