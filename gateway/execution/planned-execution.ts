import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Answer, Asked, Run } from '../auth/authorisation.ts';
import { maskError } from '../server/mask-errors.ts';
import type { Log } from '../telemetry/log.ts';
import type { Fetch } from './fetch-from-source.ts';
import type { RequestContext } from './request-context.ts';
import type { Source } from './source.ts';

/** What plans and runs operations, as the server knows it. */
export type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
export type LoadedGateway = Awaited<ReturnType<GatewayInterface['load']>>;
export type Executor = NonNullable<LoadedGateway['executor']>;

export interface PlannedExecution {
  /** What the server is given in place of the planner. */
  readonly gateway: GatewayInterface;
  /** Swaps the supergraph. Throws, and keeps the old one, when the new one cannot be loaded. */
  update(supergraphSdl: string): void;
}

export interface PlannedExecutionSettings {
  readonly supergraphSdl: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly fetch: Fetch;
  readonly log: Log;
  /** Answers a validated operation through `run`, with what its caller may read. */
  readonly answer: (asked: Asked, run: Run) => Promise<Answer>;
  /** Called with each supergraph, as it was composed, when it begins to serve. */
  readonly onLoaded: (supergraphSdl: string, api: GraphQLSchema) => void;
  readonly showPlans: boolean;
}

/** Finds the source of a subgraph. Throws when the supergraph names one that has none. */
export function sourceNamed(sources: ReadonlyMap<string, Source>, name: string): Source {
  const source = sources.get(name);
  if (!source) throw new Error(`The supergraph names the subgraph "${name}", for which there is no source.`);
  return source;
}

/** The answer as a caller may read it: every error masked, whatever was thrown. */
export async function toldAnswer({ locale, requestId }: RequestContext, log: Log, answer: () => Promise<Answer>) {
  const about = log.child({ requestId });
  try {
    const { data, errors, extensions } = await answer();
    return {
      ...(data === undefined ? {} : { data: data as Record<string, unknown> | null }),
      ...(errors ? { errors: errors.map((error) => maskError(error, locale, about)) } : {}),
      ...(extensions ? { extensions } : {}),
    };
  } catch (error) {
    return { errors: [maskError(error, locale, about)] };
  }
}
