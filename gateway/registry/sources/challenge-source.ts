import { errors } from 'undici';
import { AddressRefused, createOutsideAgent } from '../../execution/outside-agent.ts';
import type { OutsideAgentSettings } from '../../execution/outside-agent.ts';
import { LONGEST_CHALLENGE_ANSWER } from '../domain/challenge.ts';

/** What an address answered to the challenge, or why that is no answer. */
export type ChallengeReply =
  | { readonly answer: string }
  | { readonly addressRefused: string }
  | { readonly failed: string };

export interface ChallengeSource {
  /** Asks once. Never throws: whatever an address does is a reply. */
  ask(url: string): Promise<ChallengeReply>;
  close(): Promise<void>;
}

/** For one small text; a server that needs longer has other troubles. */
const DEADLINE_MS = 5_000;

export function createChallengeSource(settings: Pick<OutsideAgentSettings, 'rules' | 'resolve'> & { readonly deadlineMs?: number }): ChallengeSource {
  const { deadlineMs = DEADLINE_MS, ...reach } = settings;
  const agent = createOutsideAgent({ ...reach, answerLimitBytes: LONGEST_CHALLENGE_ANSWER });
  return {
    async ask(url) {
      const { origin, pathname } = new URL(url);
      const signal = AbortSignal.timeout(deadlineMs);
      try {
        const response = await agent.request({ origin, path: pathname, method: 'GET', headers: { accept: 'text/plain' }, signal });
        const text = await response.body.text();
        return response.statusCode === 200 ? { answer: text } : { failed: `it answered with status ${response.statusCode}` };
      } catch (error) {
        if (error instanceof AddressRefused) return { addressRefused: error.message };
        return { failed: signal.aborted ? `it did not answer within ${deadlineMs} ms` : reasonOf(error) };
      }
    },
    close: () => agent.destroy(),
  };
}

/** Codes only: what a stranger's server says goes into no log and no answer. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.ResponseExceededMaxSizeError) return `its answer is longer than ${LONGEST_CHALLENGE_ANSWER} bytes`;
  return `the connection failed (${typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown'})`;
}
