import { invalidInput } from '../../../kit/refusal.ts';
import { mustBeHouse } from '../who-may.ts';
import type { MutationResolvers } from './types.generated.ts';

const MOST_LINES = 500;

/**
 * For insurers without a service of their own. The record is theirs too, and it has decided already: what it takes is
 * taken, and nothing needs to be kept here, so the same lines get the same answer however often they are told.
 */
export const enrollLines: NonNullable<MutationResolvers['enrollLines']> = (_parent, { input: { lines } }, { principal }) => {
  mustBeHouse(principal, 'insurers');
  if (lines.length > MOST_LINES) throw invalidInput('lines', `at most ${MOST_LINES}`);
  return { answers: lines.map(({ lineId }) => ({ lineId, accepted: true, code: 'OK', message: null })) };
};
