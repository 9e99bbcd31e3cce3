import { Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';

/** What comes back over the wire: an answer, or why there is none, and before it what could be told early. */
export type ThreadReply<Answer, Early = never> = { readonly answer: Answer } | { readonly thrown: string } | { readonly early: Early };

export interface AskSettings<Early> {
  /** In place of the setting, for this answer alone. */
  readonly deadlineMs?: number;
  /** Told when its turn has come. */
  readonly onTurn?: () => void;
  /** Told what is told before the answer. */
  readonly onEarly?: (early: Early) => void;
}

export interface Thread<Question, Answer, Early = never> {
  /**
   * Asks, after all that was asked before. Throws ThreadLost when the thread ended without an answer, ThreadOverdue when it took too long,
   * and Error with its message when it threw.
   */
  ask(question: Question, settings?: AskSettings<Early>): Promise<Answer>;
  /** How many times it has been started; what an earlier start was told is gone. */
  readonly starts: number;
  close(): Promise<void>;
}

export interface ThreadSettings {
  /** The module that answers, through `answerQuestions`. */
  readonly entry: URL;
  /** Time for one answer. A thread that takes longer is ended, and another is started for the next question. */
  readonly deadlineMs: number;
  readonly limits?: ResourceLimits;
  /** Ended when nobody asks for so long; left out, it stays. */
  readonly idleMs?: number;
}

export class ThreadLost extends Error {
  override readonly name: string = 'ThreadLost';
}

/** It took too long. Its time is not to be told by a clock: a timer may ring a little early. */
export class ThreadOverdue extends ThreadLost {
  override readonly name = 'ThreadOverdue';
}

/** A thread does not inherit the loader of TypeScript from the one that starts it. */
const entryOf = (entry: URL): string => `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(entry.href)});
})`;

/**
 * A thread beside the event loop for what would block it, started when first asked. It answers one question at a
 * time, so that one that never ends takes no other with it. It keeps no process from ending while nobody waits.
 */
export function createThread<Question, Answer, Early = never>({ entry, deadlineMs: usualMs, limits, idleMs }: ThreadSettings): Thread<Question, Answer, Early> {
  let worker: Worker | null = null;
  let starts = 0;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;

  function running(): Worker {
    if (worker) return worker;
    const started = new Worker(entryOf(entry), { eval: true, ...(limits ? { resourceLimits: limits } : {}) });
    const end = () => { if (worker === started) worker = null; };
    // Also told while nobody asks: without a listener an error would end the process.
    started.on('error', end);
    started.once('exit', end);
    starts += 1;
    worker = started;
    return started;
  }

  function once(question: Question, deadlineMs: number, onEarly: AskSettings<Early>['onEarly']): Promise<Answer> {
    if (closed) return Promise.reject(new ThreadLost('The thread is closed.'));
    const asked = running();
    asked.ref();
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => {
        leave();
        if (worker === asked) worker = null;
        void asked.terminate();
        reject(new ThreadOverdue(`The thread gave no answer in ${deadlineMs} ms.`));
      }, deadlineMs);
      const onMessage = (reply: ThreadReply<Answer, Early>) => {
        if ('early' in reply) return onEarly?.(reply.early);
        leave();
        if ('thrown' in reply) reject(new Error(reply.thrown));
        else resolve(reply.answer);
      };
      const onError = (error: Error) => { leave(); reject(new ThreadLost(`The thread ended: ${error.message}`)); };
      const onExit = () => { leave(); reject(new ThreadLost('The thread ended.')); };
      function leave(): void {
        clearTimeout(timer);
        asked.off('message', onMessage).off('error', onError).off('exit', onExit);
        asked.unref();
      }
      asked.on('message', onMessage).once('error', onError).once('exit', onExit);
      asked.postMessage(question);
    });
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  }

  return {
    ask(question, { deadlineMs = usualMs, onTurn, onEarly } = {}) {
      clearTimeout(idle);
      waiting += 1;
      const answer = last.then(() => {
        onTurn?.();
        return once(question, deadlineMs, onEarly);
      }).finally(() => {
        waiting -= 1;
        if (waiting === 0 && idleMs !== undefined && !closed) idle = setTimeout(() => void end(), idleMs).unref();
      });
      last = answer.catch(() => undefined);
      return answer;
    },
    get starts() {
      return starts;
    },
    async close() {
      closed = true;
      await end();
    },
  };
}
