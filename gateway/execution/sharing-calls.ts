import { Departures } from './departures.ts';
import { isQuery } from './retry.ts';
import { SharesInFlight } from './share-in-flight.ts';
import { SourceFailure } from './source-failure.ts';
import type { ReadAnswer, Source, SourceAnswer, SourceCall } from './source.ts';

/** What came of a call. */
interface Came {
  readonly answer: SourceAnswer | null;
  /** The bytes that were read; null when there was nothing to read. */
  readonly bytes: Buffer | null;
  /** Several take the answer, and each may change what it takes. */
  readonly isCopied: boolean;
}

/** Whoever waits for a call may always leave. */
const stays = () => false;

type Ask = (call: SourceCall, read: ReadAnswer) => Promise<SourceAnswer | null>;

/**
 * A source of which the same query is asked once by all who ask it at the same time with the same envelope, which says
 * who they are and in which language. One who leaves takes nothing from the others; what fails, fails for all of them.
 * Mutations are never shared.
 */
export function sharingCalls(source: Source): Source {
  const { name } = source;
  const inFlight = new SharesInFlight<Came>();
  const exchange = source.exchange?.bind(source);

  async function shared(body: string, call: SourceCall, departures: Departures, read: ReadAnswer, ask: Ask): Promise<SourceAnswer | null> {
    if (departures.reason) throw leftEarly(departures.reason);
    let isFirst = false;
    const { answer, bytes, isCopied } = await inFlight.do(`${call.locale} ${call.envelope} ${body}`, { departures, stays }, (close) => {
      isFirst = true;
      const gone = new Departures();
      return { result: begun({ ...call, departures: gone }, read, ask, close), abandon: () => gone.leave(new Error('nobody waits for the answer any more')) };
    }).catch((error: unknown) => { throw error instanceof SourceFailure ? error : leftEarly(departures.reason); });
    if (answer !== null) return isCopied ? structuredClone(answer) : answer;
    return isFirst || bytes === null || read(bytes) ? null : JSON.parse(bytes.toString('utf8')) as SourceAnswer;
  }

  async function begun(call: SourceCall, read: ReadAnswer, ask: Ask, close: () => number): Promise<Came> {
    let bytes: Buffer | null = null;
    const answer = await ask(call, (given) => {
      bytes = given;
      return read(given);
    });
    return { answer, bytes, isCopied: close() > 1 };
  }

  function leftEarly(reason: Error | null): SourceFailure {
    return new SourceFailure('DEADLINE_EXCEEDED', name, reason?.message ?? 'nobody waits for the answer any more');
  }

  return {
    ...source,
    async execute(request, call) {
      if (!call.departures || !isQuery(request)) return source.execute(request, call);
      return await shared(JSON.stringify(request), call, call.departures, () => false, (own) => source.execute(request, own)) as SourceAnswer;
    },
    ...(exchange ? {
      exchange: (request, call, read) => (call.departures && request.isQuery
        ? shared(request.body.toString('latin1'), call, call.departures, read, (own, readOwn) => exchange(request, own, readOwn))
        : exchange(request, call, read)),
    } : {}),
  };
}
