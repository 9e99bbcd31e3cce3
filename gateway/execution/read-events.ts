import { StringDecoder } from 'node:string_decoder';
import { AnswerTooLarge } from './answer-too-large.ts';

/** One server-sent event. */
export interface ServerSentEvent {
  /** `message` when it has no name. */
  readonly name: string;
  readonly data: string;
}

/** Reads server-sent events as they come, and no further than they are taken. Throws AnswerTooLarge when one is longer than `limit` characters. */
export async function* readEvents(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<ServerSentEvent, void, undefined> {
  let name = '';
  let data: string[] = [];
  let length = 0;
  for await (const line of linesIn(chunks, limit)) {
    if (line === '') {
      // A comment that keeps the connection alive leaves an event of nothing behind.
      if (data.length > 0 || name !== '') yield { name: name || 'message', data: data.join('\n') };
      name = '';
      data = [];
      length = 0;
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    if (field !== 'data') continue;
    length += value.length;
    if (length > limit) throw new AnswerTooLarge(limit);
    data.push(value);
  }
}

// A line ends with CR, LF or both, and a chunk may end between the two.
async function* linesIn(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let afterReturn = false;
  for await (const chunk of chunks) {
    let text = decoder.write(chunk);
    if (text === '') continue;
    if (afterReturn && text.startsWith('\n')) text = text.slice(1);
    afterReturn = text.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    if (rest.length > limit) throw new AnswerTooLarge(limit);
    yield* lines;
  }
}
