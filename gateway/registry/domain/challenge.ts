/** Where the origin of a registered address answers its token, as plain text. */
export const CHALLENGE_PATH = '/.well-known/wasq-challenge';

/** Far longer than a token, and nothing to fill a memory with. */
export const LONGEST_CHALLENGE_ANSWER = 1_024;

export function challengeUrlOf(url: string): string {
  return new URL(CHALLENGE_PATH, url).href;
}

/** An editor's newline at the end of a file is no reason to refuse. */
export function answersChallenge(token: string, answer: string): boolean {
  return answer.trim() === token;
}
