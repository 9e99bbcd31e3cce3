import type { Refusal } from '../../kit/refusal.ts';

/** Asks for a text that a decision cannot go without; blanks are no text. Null when it is there. */
export function textNeeded(field: 'answer' | 'reason' | 'documentReason' | 'remedy' | 'grounds' | 'text' | 'assignee' | 'title', text: string | null): Refusal | null {
  if (text !== null && text.trim() !== '') return null;
  return { code: 'INVALID_INPUT', values: { field, reason: 'this step needs a text' }, path: ['input', field] };
}
