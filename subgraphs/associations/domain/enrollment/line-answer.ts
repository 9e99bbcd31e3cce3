import { ERRORS } from '../../../../schema/contracts/errors.ts';
import type { ErrorCode, ErrorValues } from '../../../../schema/contracts/errors.ts';
import type { Refusal } from '../../../kit/refusal.ts';

/** What an insurer said of a line. */
export interface InsurerWord {
  readonly lineId: string;
  readonly accepted: boolean;
  readonly code: string;
  readonly message: string | null;
  readonly coverageId: string | null;
}

/** What that makes of the line. */
export interface LineAnswer {
  readonly lineId: string;
  readonly state: 'ACCEPTED' | 'REFUSED';
  readonly coverageId: string | null;
  readonly problem: Refusal | null;
}

export function lineAnswerOf({ lineId, accepted, code, message, coverageId }: InsurerWord): LineAnswer {
  if (accepted) return { lineId, state: 'ACCEPTED', coverageId, problem: null };
  return { lineId, state: 'REFUSED', coverageId: null, problem: refusalOf(code, message ?? '') };
}

/** The insurer refused a part as a whole, so every line of it. */
export function refusedLine(lineId: string, codes: readonly string[]): LineAnswer {
  return lineAnswerOf({ lineId, accepted: false, code: codes[0] ?? 'INVALID_INPUT', message: null, coverageId: null });
}

/**
 * The insurer's refusal in the registry's terms, so that it can be said in both languages. The wire carries a sentence
 * and not its values; they are read back out of it, and where that fails the sentence is passed on as it came.
 */
function refusalOf(code: string, sentence: string): Refusal {
  const values = Object.hasOwn(ERRORS, code) ? valuesIn(code as ErrorCode, sentence) : null;
  return values === null ? { code: 'INSURER_REFUSED_LINE', values: { reason: code, sentence } } : { code: code as ErrorCode, values };
}

function valuesIn(code: ErrorCode, sentence: string): ErrorValues | null {
  const { message } = ERRORS[code];
  for (const template of [message.en, message.ar]) {
    if (!template.includes('{')) return {};
    const pattern = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+?)');
    const found = new RegExp(`^${pattern}`).exec(sentence);
    const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
    if (found !== null) return Object.fromEntries(names.map((name, place) => [name, found[place + 1] ?? '']));
  }
  return null;
}
