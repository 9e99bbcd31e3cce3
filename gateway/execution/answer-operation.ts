import { getVariableValues, GraphQLError } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Answer } from '../auth/authorisation.ts';
import { completeAnswer } from './complete-answer.ts';
import type { Fetch } from './fetch-from-source.ts';
import type { Generation } from './generation.ts';
import { introspect } from './introspect.ts';
import { isMerged, own } from './merged-data.ts';
import type { Merged } from './merged-data.ts';
import type { RequestContext } from './request-context.ts';
import { runPlan } from './run-plan.ts';
import type { Source } from './source.ts';
import { noTrouble } from './trouble.ts';
import type { PathOf } from './trouble.ts';

/** A validated document, known by its hash, and what the client sent with it. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly hash: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface AnswerParts {
  readonly generation: Generation;
  /** Answers a subgraph's source. Throws when the supergraph names a subgraph that has none. */
  readonly sourceNamed: (name: string) => Source;
  readonly fetch: Fetch;
  readonly context: RequestContext;
}

/** The way of an operation: plan → compiled plan → waves of fetches → merged data → answer. Throws GraphQLError when it cannot be planned. */
export async function answerOperation(
  { document, hash, operationName, variables }: AskedOperation, { generation, sourceNamed, fetch, context }: AnswerParts,
): Promise<Answer> {
  const { operation, decided } = generation.operation(document, operationName, hash);
  const { errors: wrong, coerced } = getVariableValues(generation.api, operation.variableDefinitions ?? [], variables);
  if (wrong) return { errors: wrong };

  const { plan, shape, introspection } = decided(coerced);
  const unplanned = shape.fields.find(({ key, value }) => value !== null && value.kind !== 'typename' && !plan.rootKeys.has(key));
  if (unplanned) return { data: null, errors: [cannotAnswer(unplanned.responseKey)] };

  const data: Merged = {};
  const trouble = noTrouble(context.locale);
  await runPlan(plan, {
    data,
    trouble,
    variables,
    ask: (service, request) => fetch(sourceNamed(service), request, context),
    isConcrete: generation.isConcrete,
  });

  const told = trouble.errorsIn(data, clientPaths(generation));
  const completed = completeAnswer(shape, { data, trouble, told, introspected: introspect(generation.api, introspection, variables) });
  const errors = [...told.map((error) => endingInAnswer(error, completed.data)), ...completed.errors];
  return { data: completed.data, ...(errors.length > 0 ? { errors } : {}) };
}

function cannotAnswer(responseKey: string): GraphQLError {
  return new GraphQLError('No subgraph can answer this in the way it is asked.', {
    path: [responseKey], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' },
  });
}

/** What was fetched only to be told to another subgraph has no name the client knows: its path ends above. */
function clientPaths({ names, isStated }: Generation): PathOf {
  return (path) => {
    const end = path.findIndex((key) => typeof key === 'string' && isStated(key));
    return (end === -1 ? path : path.slice(0, end)).map((key) => (typeof key === 'string' ? names.responseKeyOf(key) : key));
  };
}

/** An error of a value the client did not ask for is told where the answer ends. */
function endingInAnswer(error: GraphQLError, data: Merged | null): GraphQLError {
  const { path = [] } = error;
  let value: unknown = data;
  for (const [index, key] of path.entries()) {
    if (value === null) return error;
    const inside = Array.isArray(value) ? typeof key === 'number' && key < value.length : isMerged(value) && Object.hasOwn(value, key);
    if (!inside) return new GraphQLError(error.message, { ...error, path: path.slice(0, index) });
    value = Array.isArray(value) ? value[key as number] : own(value as Merged, String(key));
  }
  return error;
}
