import type { Answer, Asked } from '../auth/authorisation.ts';
import { refuse } from '../auth/refuse.ts';

/** Says in an answer that its time was over: what is missing in it was not waited for. */
export function withOverdue(answer: Answer, { life, locale }: Pick<Asked, 'life' | 'locale'>): Answer {
  const overdue = life.overdue();
  if (!overdue) return answer;
  const told = refuse('OPERATION_DEADLINE_EXCEEDED', locale, { limit: 'deadlineMs', ...overdue }, answer.data ? 200 : 504);
  return { ...answer, errors: [...(answer.errors ?? []), told] };
}
