import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { JSONWebKeySet } from 'jose';

/** One GraphQL request, as it travels between the gateway and a house. */
export interface GraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** A subgraph that is up: what the gateway needs of it, whether it lives in this process or behind a URL. */
export interface House {
  readonly name: string;
  /**
   * Runs one request. Refuses it with ENVELOPE_REFUSED when the envelope is missing or not for this house.
   * `requestId` is for the log alone; over HTTP it travels in REQUEST_ID_HEADER.
   */
  execute(request: GraphRequest, envelope: string | undefined, requestId?: string): Promise<ExecutionResult>;
  /** Begins a subscription under the same rules; left out by a house whose schema has none. Answers a plain result when it cannot begin. */
  subscribe?(request: GraphRequest, envelope: string | undefined, requestId?: string): Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;
  /** Plain HTTP beside GraphQL (an upload). Answers false when the path is not the house's. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Another schema over the same record: its own name and envelopes, at /<name>/graphql when the house runs apart. */
  readonly beside?: House;
  /** Public half of the key that signs the house's own requests to the graph. */
  readonly jwks: JSONWebKeySet;
  /** True when its database answers and its migrations are in. */
  ready(): Promise<boolean>;
  /** Lets running work end, then frees the database and the jobs. */
  close(): Promise<void>;
}

/** How a house reaches the graph: HTTP when it runs alone, a function call when the gateway is in the same process. */
export type SendToGraph = (request: GraphRequest, headers: Readonly<Record<string, string>>) => Promise<ExecutionResult>;
