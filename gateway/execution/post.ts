import type { Dispatcher } from 'undici';
import { AnswerTooLarge } from './answer-too-large.ts';
import type { Departures, Waiting } from './departures.ts';
import type { OriginPool } from './origin-pool.ts';
import type { Turn } from './origin-turns.ts';

export interface Post {
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body: Buffer | string;
  /** Time until the whole answer is there. */
  readonly deadlineMs: number;
  /** Tells when nobody waits for the answer any more. */
  readonly departures: Departures | undefined;
  /** A longer answer is cut off. */
  readonly limitBytes: number;
}

export interface Posted {
  readonly status: number;
  readonly body: Buffer;
}

/** The whole answer was not there in time. */
export class PostOverdue extends Error {}

/** What a post needs of an origin. */
type Way = Pick<OriginPool, 'pool' | 'turns'>;

/**
 * Posts over a pool, when its turn comes, and takes the answer whole: no stream, no AbortController and one promise,
 * since an operation pays for each of them as many times as it asks subgraphs. Rejects with PostOverdue, with the reason
 * why nobody waits, or with what went wrong on the way.
 */
export function post(way: Way, asked: Post): Promise<Posted> {
  return new Promise((resolve, reject) => {
    if (asked.departures?.reason) return reject(asked.departures.reason);
    way.turns.take(new Posting(way, asked, resolve, reject));
  });
}

/** One post on its way. What calls its methods is the client. */
class Posting implements Dispatcher.DispatchHandler, Waiting, Turn {
  readonly #way: Way;
  readonly #asked: Post;
  readonly #resolve: (posted: Posted) => void;
  readonly #reject: (reason: Error) => void;
  readonly #timer: NodeJS.Timeout;
  #cut: ((reason: Error) => void) | null = null;
  #failure: Error | null = null;
  #status = 0;
  #length = 0;
  #first: Buffer | null = null;
  #others: Buffer[] | null = null;

  constructor(way: Way, asked: Post, resolve: (posted: Posted) => void, reject: (reason: Error) => void) {
    this.#way = way;
    this.#asked = asked;
    this.#resolve = resolve;
    this.#reject = reject;
    // It also waits for its turn within its time.
    this.#timer = setTimeout(overdue, asked.deadlineMs, this);
    asked.departures?.add(this);
  }

  start(): void {
    const { path, headers, body } = this.#asked;
    this.#way.pool.dispatch({ method: 'POST', path, headers, body }, this);
  }

  leave(reason: Error): void {
    if (this.#failure) return;
    this.#end(reason);
    this.#cut?.(reason);
  }

  #end(reason: Error | null): void {
    clearTimeout(this.#timer);
    this.#asked.departures?.delete(this);
    this.#way.turns.leave(this);
    this.#failure = reason;
    if (reason) this.#reject(reason);
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#cut = abort;
    // It may have waited for a connection for longer than anybody waits for it.
    if (this.#failure) abort(this.#failure);
  }

  onHeaders(status: number): boolean {
    this.#status = status;
    return true;
  }

  onData(chunk: Buffer): boolean {
    this.#length += chunk.length;
    const { limitBytes } = this.#asked;
    if (this.#length > limitBytes) this.leave(new AnswerTooLarge(limitBytes));
    else if (this.#first === null) this.#first = chunk;
    else (this.#others ??= [this.#first]).push(chunk);
    return true;
  }

  onComplete(): void {
    this.#end(null);
    this.#resolve({ status: this.#status, body: this.#others ? Buffer.concat(this.#others, this.#length) : this.#first ?? Buffer.alloc(0) });
  }

  onError(error: Error): void {
    if (!this.#failure) this.#end(error);
  }
}

function overdue(posting: Waiting): void {
  posting.leave(new PostOverdue());
}
