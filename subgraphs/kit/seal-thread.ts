import { Worker } from 'node:worker_threads';

/** What the thread is asked: texts under a number. */
export interface SealQuestion {
  readonly number: number;
  readonly texts: readonly string[];
}

/** What it answers: the sealed texts one after another, and where each ends. */
export interface SealAnswer {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/** Texts sealed by the asking thread before another is started: a start costs as much as sealing some fifty thousand. */
const FEW = 5_000;

/** A thread does not inherit the loader of TypeScript from the one that starts it. */
const ENTRY = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => {
  register();
  return import(${JSON.stringify(new URL('./seal-worker.ts', import.meta.url).href)});
})`;

/**
 * Encryption of many texts beside the event loop, which meanwhile answers others. The thread is started when enough was
 * asked, lives as long as the process and keeps nobody from ending. Until it is up, or where it cannot be started,
 * the asking thread seals for itself.
 */
export function createSealThread(secret: Buffer, seal: (text: string) => Buffer): { sealMany(texts: readonly string[]): Promise<Buffer[]> } {
  const waiting = new Map<number, { readonly texts: readonly string[]; readonly resolve: (sealed: Buffer[]) => void }>();
  let asked = 0;
  let number = 0;
  let worker: Worker | null | undefined;
  let ready = false;

  /** The texts the thread took with it when it ended are sealed here. */
  function end(): void {
    worker = null;
    for (const { texts, resolve } of waiting.values()) resolve(texts.map(seal));
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(ENTRY, { eval: true, workerData: { secret } });
    started.on('message', (answer: SealAnswer | 'ready') => {
      if (answer === 'ready') {
        ready = true;
        return;
      }
      const asker = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (waiting.size === 0) started.unref();
      asker?.resolve(cut(answer));
    });
    started.once('error', end);
    started.once('exit', end);
    started.unref();
    return started;
  }

  return {
    sealMany(texts) {
      asked += texts.length;
      if (asked > FEW && worker === undefined) worker = start();
      if (!ready || worker == null) return Promise.resolve(texts.map(seal));
      const asking = worker;
      number += 1;
      const question: SealQuestion = { number, texts };
      return new Promise((resolve) => {
        waiting.set(question.number, { texts, resolve });
        asking.ref();
        asking.postMessage(question);
      });
    },
  };
}

function cut({ bytes, ends }: SealAnswer): Buffer[] {
  const sealed: Buffer[] = [];
  let from = 0;
  for (const end of ends) {
    sealed.push(Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from));
    from = end;
  }
  return sealed;
}
