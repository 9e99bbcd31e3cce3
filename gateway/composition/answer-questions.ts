import { parentPort } from 'node:worker_threads';
import type { ThreadReply } from './thread.ts';

/** The other side of a thread: answers each question it is asked. */
export function answerQuestions<Question, Answer, Early = never>(answer: (question: Question, tellEarly: (early: Early) => void) => Answer | Promise<Answer>): void {
  const reply = (told: ThreadReply<Answer, Early>) => parentPort?.postMessage(told);
  parentPort?.on('message', (question: Question) => void (async () => {
    try {
      reply({ answer: await answer(question, (early) => reply({ early })) });
    } catch (error) {
      reply({ thrown: error instanceof Error ? error.message : String(error) });
    }
  })());
}
