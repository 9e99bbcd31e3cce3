import { ERRORS } from '../../../schema/contracts/errors.ts';
import type { ErrorCode } from '../../../schema/contracts/errors.ts';
import type { Refusal } from '../../kit/refusal.ts';

/** What a sentence shows for a detail that came without the code; the tender's evaluation has it. */
const NOT_TOLD = '…';

/** The reason of a judgement, from the code the associations house tells; null for what is no code of the registry. */
export function reasonOfCode(text: string): Refusal | null {
  if (!(text in ERRORS)) return null;
  const code = text as ErrorCode;
  const { message, next } = ERRORS[code];
  const details = `${message.en} ${next.en}`.matchAll(/\{(\w+)\}/g);
  return { code, values: Object.fromEntries([...details].map(([, name]) => [name, NOT_TOLD])) };
}
