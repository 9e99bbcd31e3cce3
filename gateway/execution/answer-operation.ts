import { getVariableValues, GraphQLError } from 'graphql';
import type { DocumentNode } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import type { Answer } from '../auth/authorisation.ts';
import { completeAnswer } from './complete-answer.ts';
import type { Exchange, Fetch } from './fetch-from-source.ts';
import type { DecidedOperation, Generation } from './generation.ts';
import { introspect } from './introspect.ts';
import { isMerged, own } from './merged-data.ts';
import type { Merged } from './merged-data.ts';
import { plannedInTime } from './planning-too-long.ts';
import type { RequestContext } from './request-context.ts';
import { runPlan } from './run-plan.ts';
import { answerFromSlices } from './slices/answer-from-slices.ts';
import type { SlicesAnswer } from './slices/answer-from-slices.ts';
import { replaying } from './slices/replay.ts';
import { slicingOf } from './slices/sliced-plans.ts';
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
  /** Lets the answer to a query come as `json`, by the quick way where there is one; left out, it comes as `data`. */
  readonly exchange?: Exchange;
  readonly context: RequestContext;
}

/** The way of an operation: plan → compiled plan → waves of fetches → merged data → answer. Throws GraphQLError when it cannot be planned. */
export async function answerOperation(
  { document, hash, operationName, variables }: AskedOperation, parts: AnswerParts,
): Promise<Answer> {
  const { generation, sourceNamed, fetch, context } = parts;
  const { operation, decided } = generation.operation(document, operationName, hash);
  const { errors: wrong, coerced } = getVariableValues(generation.api, operation.variableDefinitions ?? [], variables);
  if (wrong) return { errors: wrong };

  const deciding = decided(coerced);
  const decision = deciding instanceof Promise ? await plannedInTime(deciding, context.locale) : deciding;
  const { plan, shape, introspection } = decision;
  const unplanned = shape.fields.find(({ key, value }) => value !== null && value.kind !== 'typename' && !plan.rootKeys.has(key));
  if (unplanned) return { data: null, errors: [cannotAnswer(unplanned.responseKey, context.locale)] };

  const sliced = operation.operation === 'query' ? await slicesOf(decision, variables, parts) : null;
  if (sliced && 'json' in sliced) return { json: sliced.json };

  const data: Merged = {};
  const trouble = noTrouble(context.locale);
  await runPlan(plan, {
    data,
    trouble,
    variables,
    ask: replaying(sliced?.exchanged ?? [], (service, request) => fetch(sourceNamed(service), request, context)),
    isConcrete: generation.isConcrete,
  });

  const told = trouble.errorsIn(data, clientPaths(generation));
  const completed = completeAnswer(shape, { data, trouble, told, locale: context.locale, introspected: introspect(generation.api, introspection, variables) });
  const errors = [...told.map((error) => endingInAnswer(error, completed.data)), ...completed.errors];
  return { data: completed.data, ...(errors.length > 0 ? { errors } : {}) };
}

/** The quick way; null where there is none. What it asked before it gave up is not asked again. */
async function slicesOf(
  decision: DecidedOperation, variables: AskedOperation['variables'], { generation: { api }, sourceNamed, exchange, context }: AnswerParts,
): Promise<SlicesAnswer | null> {
  const root = api.getQueryType();
  const slicing = exchange && root ? slicingOf(decision, api, root) : null;
  if (!exchange || !slicing?.isWorthwhile() || !slicing.plan.services.every((service) => sourceNamed(service).exchange)) return null;
  const answer = await answerFromSlices(slicing.plan, { root: decision.plan.root, variables, sourceNamed, exchange, context });
  slicing.worked('json' in answer);
  return answer;
}

function cannotAnswer(responseKey: string, locale: Locale): GraphQLError {
  const code = 'NO_SUBGRAPH_ANSWERS';
  return new GraphQLError(sentenceOf(code, locale), { path: [responseKey], extensions: { code } });
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
