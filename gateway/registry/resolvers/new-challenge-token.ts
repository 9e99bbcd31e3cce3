import { randomBytes } from 'node:crypto';

/** What an address must answer: nobody guesses it, and nobody who is not told it can have put it there. */
export function newChallengeToken(): string {
  return randomBytes(32).toString('base64url');
}
