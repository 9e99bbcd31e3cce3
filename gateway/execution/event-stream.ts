import type { Dispatcher } from 'undici';
import { answerIn } from './answer-in.ts';
import { AnswerTooLarge } from './answer-too-large.ts';
import { readEvents } from './read-events.ts';
import type { SourceAnswer } from './source.ts';

export interface EventStreamRequest {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Buffer;
  /** Time until the stream begins. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
  /** A longer event is not taken. */
  readonly limitBytes: number;
}

/**
 * Asks for a subscription as GraphQL over server-sent events says, one connection each: `next` with an answer, and
 * `complete`. Who answers with no stream has one answer. Throws when the stream cannot begin, or breaks off.
 */
export async function openEventStream(
  pool: Dispatcher, { path, headers, body, deadlineMs, signal, limitBytes }: EventStreamRequest,
): Promise<AsyncIterable<SourceAnswer>> {
  const response = await pool.request({ method: 'POST', path, headers, body, signal, headersTimeout: deadlineMs, bodyTimeout: 0 });
  if (response.statusCode === 200 && /^text\/event-stream\b/i.test(String(response.headers['content-type']))) {
    return answersIn(response.body, limitBytes);
  }
  const answer = answerIn(await wholeText(response.body, limitBytes), response.statusCode);
  return (async function* only() { yield answer; })();
}

async function* answersIn(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<SourceAnswer, void, undefined> {
  for await (const { name, data } of readEvents(body, limit)) {
    if (name === 'complete') return;
    // Some servers leave the name out; other names are their own affair.
    if (name === 'next' || name === 'message') yield answerIn(data, 200);
  }
  throw new Error('the stream broke off');
}

async function wholeText(body: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > limit) throw new AnswerTooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
