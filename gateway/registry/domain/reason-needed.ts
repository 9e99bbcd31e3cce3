import type { Refusal } from '../../../subgraphs/kit/refusal.ts';

const LONGEST_REASON = 2_000;

/** A step that others have to live with says why. */
export function reasonNeeded(reason: string | null): Refusal | null {
  if (reason === null || reason.trim() === '') return { code: 'INVALID_INPUT', values: { field: 'reason', reason: 'must say why' }, path: ['input', 'reason'] };
  if (reason.length > LONGEST_REASON) return { code: 'INVALID_INPUT', values: { field: 'reason', reason: `must have at most ${LONGEST_REASON} characters` }, path: ['input', 'reason'] };
  return null;
}
