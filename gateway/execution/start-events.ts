import { getVariableValues } from 'graphql';
import type { Answer, Asked } from '../auth/authorisation.ts';
import { refuse } from '../auth/refuse.ts';
import type { OperationLife } from '../limits/operation-life.ts';
import type { Log } from '../telemetry/log.ts';
import type { Principal } from '../../schema/contracts/identity.ts';
import { answerOperation } from './answer-operation.ts';
import type { AnswerParts, AskedOperation } from './answer-operation.ts';
import type { Fetch, FetchAnswer, Subscribe } from './fetch-from-source.ts';
import { toldAnswer } from './planned-execution.ts';
import type { AnswerUnderRules, Masked } from './planned-execution.ts';
import { plannedInTime } from './planning-too-long.ts';
import type { EventStream } from './request-context.ts';
import { requestOf } from './running.ts';

export interface EventsParts extends Omit<AnswerParts, 'exchange'> {
  /** Identifies the document as it was asked. */
  readonly hash: string;
  /** Holds for the beginning, and again for every event. */
  readonly answer: AnswerUnderRules;
  readonly subscribe: Subscribe;
  readonly eventLife: (principal: Principal) => OperationLife;
  readonly log: Log;
}

/**
 * Begins a subscription: the first fetch of its plan streams, and the rest of the plan runs for each event, in the
 * order in which they come and one at a time, so that whoever reads slowly slows the subgraph down. Answers nothing
 * but what kept it from beginning; the events go to the stream. Throws GraphQLError.
 */
export async function startEvents(asked: Asked, parts: EventsParts): Promise<Answer> {
  const { answer, hash, context, context: { stream, locale } } = parts;
  if (!stream) return { errors: [refuse('SUBSCRIPTION_NEEDS_STREAM', locale, {}, 406)] };

  let events: AsyncIterable<FetchAnswer> | null = null;
  const begun = await answer(asked, async (document, hashOfAllowed) => {
    const primary = await openPrimary({ ...asked, document, hash: hashOfAllowed ?? hash }, parts, stream);
    if ('errors' in primary) return primary;
    ({ events } = primary);
    return {};
  });
  // What was cut is told with each event, as it would be with each answer.
  if (events === null) return begun;

  stream.take(answeredEvents(events, stream, parts, (event) => {
    const life = parts.eventLife(asked.principal);
    const leave = () => life.leave();
    stream.left.addEventListener('abort', leave);
    const ofEvent = { ...parts, context: { ...context, life }, fetch: eventFirst(event, parts.fetch) };
    return answer({ ...asked, life }, (document, hashOfAllowed) => answerOperation({ ...asked, document, hash: hashOfAllowed ?? hash }, ofEvent))
      .finally(() => {
        life.end();
        stream.left.removeEventListener('abort', leave);
      });
  }));
  return {};
}

async function openPrimary(
  { document, hash, operationName, variables }: AskedOperation, { generation, sourceNamed, subscribe, context }: EventsParts, { over }: EventStream,
): Promise<Pick<Answer, 'errors'> & { readonly errors: Answer['errors'] } | { readonly events: AsyncIterable<FetchAnswer> }> {
  const { operation, decided } = generation.operation(document, operationName, hash);
  const { errors: wrong, coerced } = getVariableValues(generation.api, operation.variableDefinitions ?? [], variables);
  if (wrong) return { errors: wrong };
  const { plan: { primary } } = await plannedInTime(Promise.resolve(decided(coerced)), context.locale);
  if (!primary) return { errors: [refuse('NO_SUBGRAPH_ANSWERS', context.locale, {}, 200)] };
  return { events: await subscribe(sourceNamed(primary.service), requestOf(primary, { variables }), context, over) };
}

async function* answeredEvents(
  events: AsyncIterable<FetchAnswer>, { over }: EventStream, { context, log }: EventsParts, answerTo: (event: FetchAnswer) => Promise<Answer>,
): AsyncGenerator<Masked, void, undefined> {
  try {
    for await (const event of events) {
      yield await toldAnswer(context, log, () => answerTo(event));
      if (over.aborted) throw over.reason;
    }
  } catch (error) {
    yield await toldAnswer(context, log, () => Promise.reject(error as Error));
  }
}

/** The first that is asked of a subgraph is what the event brought already. */
function eventFirst(event: FetchAnswer, fetch: Fetch): Fetch {
  let isFirst = true;
  return (source, request, context) => {
    if (!isFirst) return fetch(source, request, context);
    isFirst = false;
    return Promise.resolve(event);
  };
}
