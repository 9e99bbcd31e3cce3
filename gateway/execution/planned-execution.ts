import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Answer, Asked, Run } from '../auth/authorisation.ts';
import type { SupergraphRules } from '../composition/supergraph-rules.ts';
import type { OperationLife } from '../limits/operation-life.ts';
import type { Principal } from '../../schema/contracts/identity.ts';
import { maskError } from '../server/mask-errors.ts';
import type { Log } from '../telemetry/log.ts';
import type { Calls } from './fetch-from-source.ts';
import type { Planning } from './planning.ts';
import type { RequestContext } from './request-context.ts';
import type { Source } from './source.ts';

/** What plans and runs operations, as the server knows it. */
export type GatewayInterface = NonNullable<ApolloServerOptionsWithGateway<RequestContext>['gateway']>;
export type LoadedGateway = Awaited<ReturnType<GatewayInterface['load']>>;
export type Executor = NonNullable<LoadedGateway['executor']>;

/** The subgraphs by their names in the supergraph. */
export type Sources = ReadonlyMap<string, Source>;

/** Answers a validated operation through `run`, with what its caller may read. */
export type AnswerUnderRules = (asked: Asked, run: Run) => Promise<Answer>;

/** What a caller is answered. `json` is a whole answer: data without errors. */
export type Told = { readonly json: Buffer } | Masked;
export type Masked = Awaited<ReturnType<Executor>> & { readonly json?: undefined };

/** A query that was parsed and validated against the supergraph that is served. */
export interface KnownQuery {
  /** What its document calls it. */
  readonly name: string | undefined;
  /** Rejects when its caller leaves before the answer. */
  run(context: RequestContext, variables: Readonly<Record<string, unknown>>): Promise<Told>;
}

export interface PlannedExecution {
  /** What the server is given in place of the planner. */
  readonly gateway: GatewayInterface;
  /** A query of a document that ran before, with the same text; null when it has to go the whole way. */
  known(text: string, operationName: string | undefined): KnownQuery | null;
  /**
   * Swaps the supergraph and its sources; what runs already ends with the old ones. Answers how to free what served
   * before, once nothing runs on it. Throws, and keeps the old one, when the new one cannot be loaded or `allowed` rejects.
   */
  update(supergraphSdl: string, sources: Sources, allowed: Promise<unknown>): Promise<() => void>;
}

export interface PlannedExecutionSettings {
  readonly supergraphSdl: string;
  readonly sources: Sources;
  readonly calls: Calls;
  readonly log: Log;
  /** Makes of the rules of each supergraph that begins to serve how its operations are answered. */
  readonly underRules: (rules: SupergraphRules, api: GraphQLSchema) => AnswerUnderRules;
  readonly planning: Planning;
  readonly slices: boolean;
  /** The life of an execution that identical queries of one identity share; null when each has its own. */
  readonly sharedLife: ((principal: Principal) => OperationLife) | null;
  /** The life of what is done for one event of a subscription. */
  readonly eventLife: (principal: Principal) => OperationLife;
  readonly showPlans: boolean;
}

/** Finds the source of a subgraph. Throws when the supergraph names one that has none. */
export function sourceNamed(sources: Sources, name: string): Source {
  const source = sources.get(name);
  if (!source) throw new Error(`The supergraph names the subgraph "${name}", for which there is no source.`);
  return source;
}

/** The answer as a caller may read it: every error masked, whatever was thrown. */
export async function toldAnswer(context: RequestContext, log: Log, answer: () => Promise<Answer>) {
  return maskedAnswer(context, log, async () => {
    const { json, ...told } = await answer();
    return json === undefined ? told : { ...told, data: dataOf(json) };
  });
}

/** The same for who can take `json`; beside errors there is none. */
export async function toldAnswerOrJson(context: RequestContext, log: Log, answer: () => Promise<Answer>): Promise<Told> {
  let json: Buffer | undefined;
  const told = await maskedAnswer(context, log, async () => {
    const answered = await answer();
    if (answered.json !== undefined && !answered.errors && !answered.extensions) ({ json } = answered);
    return json === undefined && answered.json !== undefined ? { ...answered, data: dataOf(answered.json) } : answered;
  });
  return json === undefined ? told : { json };
}

function dataOf(json: Buffer): Record<string, unknown> {
  return (JSON.parse(json.toString('utf8')) as { readonly data: Record<string, unknown> }).data;
}

async function maskedAnswer({ locale, requestId }: RequestContext, log: Log, answer: () => Promise<Answer>): Promise<Masked> {
  try {
    const { data, errors, extensions } = await answer();
    const about = errors ? log.child({ requestId }) : log;
    return {
      ...(data === undefined ? {} : { data: data as Record<string, unknown> | null }),
      ...(errors ? { errors: errors.map((error) => maskError(error, locale, about)) } : {}),
      ...(extensions ? { extensions } : {}),
    };
  } catch (error) {
    return { errors: [maskError(error, locale, log.child({ requestId }))] };
  }
}
