import { departuresOf } from './departures.ts';
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

  async function shared(body: string, call: SourceCall, signal: AbortSignal, read: ReadAnswer, ask: Ask): Promise<SourceAnswer | null> {
    if (signal.aborted) throw leftEarly(signal);
    let isFirst = false;
    const { answer, bytes, isCopied } = await inFlight.do(`${call.locale} ${call.envelope} ${body}`, { departures: departuresOf(signal), stays: () => false }, (close) => {
      isFirst = true;
      const gone = new AbortController();
      return { result: begun({ ...call, signal: gone.signal }, read, ask, close), abandon: () => gone.abort(new Error('nobody waits for the answer any more')) };
    }).catch((error: unknown) => { throw error instanceof SourceFailure ? error : leftEarly(signal); });
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

  function leftEarly({ reason }: AbortSignal): SourceFailure {
    return new SourceFailure('DEADLINE_EXCEEDED', name, reason instanceof Error ? reason.message : 'nobody waits for the answer any more');
  }

  return {
    ...source,
    async execute(request, call) {
      if (!call.signal || !isQuery(request)) return source.execute(request, call);
      return await shared(JSON.stringify(request), call, call.signal, () => false, (own) => source.execute(request, own)) as SourceAnswer;
    },
    ...(exchange ? {
      exchange: (request, call, read) => (call.signal && request.isQuery
        ? shared(request.body.toString('latin1'), call, call.signal, read, (own, readOwn) => exchange(request, own, readOwn))
        : exchange(request, call, read)),
    } : {}),
  };
}
