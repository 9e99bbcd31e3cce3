import type { SourceAnswer } from './source.ts';

/**
 * The GraphQL answer in the body of a response. GraphQL over HTTP allows an error status with a GraphQL body; what
 * counts is whether the body is an answer. Throws when it is none.
 */
export function answerIn(text: string, status: number): SourceAnswer {
  const answer = answerOrNull(text);
  if (answer === null) throw new Error(`HTTP ${status} without a GraphQL answer`);
  return answer;
}

export function answerOrNull(text: string): SourceAnswer | null {
  const answer = parseObject(text);
  return answer !== null && ('data' in answer || (Array.isArray(answer.errors) && answer.errors.length > 0)) ? answer : null;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}
