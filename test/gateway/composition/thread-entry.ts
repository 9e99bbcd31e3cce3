import { answerQuestions } from '../../../gateway/composition/answer-questions.ts';

/* A thread for tests: says things back, throws, never ends, or dies. */
answerQuestions((question: string): string => {
  if (question === 'throw') throw new Error('thrown in the thread');
  if (question === 'die') process.exit(3);
  while (question === 'for ever') Math.sqrt(2);
  return `${question}!`;
});
