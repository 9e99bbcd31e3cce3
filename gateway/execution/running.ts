import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { FetchStep } from './compiled-plan.ts';
import type { FetchAnswer } from './fetch-from-source.ts';
import type { IsConcrete } from './merge-answer.ts';
import type { Merged } from './merged-data.ts';
import type { Trouble } from './trouble.ts';

/** One run of a plan. */
export interface Running {
  /** Grows with every fetch. */
  readonly data: Merged;
  readonly trouble: Trouble;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Throws GraphQLError when no usable answer comes. */
  readonly ask: (service: string, request: GraphRequest) => Promise<FetchAnswer>;
  readonly isConcrete: IsConcrete;
}

/** What is sent to the subgraph of a step. A variable that the client left out is left out, so that its default holds. */
export function requestOf({ query, operationName, variables }: FetchStep, running: Pick<Running, 'variables'>, representations?: readonly Merged[]): GraphRequest {
  const given = variables.filter((name) => Object.hasOwn(running.variables, name) && running.variables[name] !== undefined)
    .map((name) => [name, running.variables[name]] as const);
  const sent: Record<string, unknown> = Object.fromEntries(given);
  if (representations) sent.representations = representations;
  return { query, ...(Object.keys(sent).length > 0 ? { variables: sent } : {}), ...(operationName ? { operationName } : {}) };
}
