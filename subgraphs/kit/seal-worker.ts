import { parentPort, workerData } from 'node:worker_threads';
import { createFieldCipher } from './field-cipher.ts';
import type { SealAnswer, SealQuestion } from './seal-thread.ts';

/* The other side of seal-thread.ts: seals what it is asked, in the order asked. */
const { secret } = workerData as { readonly secret: Uint8Array };
const cipher = createFieldCipher(Buffer.from(secret));

parentPort?.on('message', ({ number, texts }: SealQuestion) => {
  const sealed = texts.map((text) => cipher.seal(text));
  const ends = new Uint32Array(sealed.length);
  let length = 0;
  for (const [place, each] of sealed.entries()) {
    length += each.length;
    ends[place] = length;
  }
  const bytes = new Uint8Array(length);
  for (const [place, each] of sealed.entries()) bytes.set(each, (ends[place] ?? 0) - each.length);
  const answer: SealAnswer = { number, bytes, ends };
  parentPort?.postMessage(answer, [bytes.buffer, ends.buffer]);
});

parentPort?.postMessage('ready');
