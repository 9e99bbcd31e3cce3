import { Buffer } from 'node:buffer';
import type { Refusal } from '../../../subgraphs/kit/refusal.ts';
import type { ActiveExtension } from './active-extension.ts';
import type { FieldNotice } from './field-notice.ts';

/** What one version brings, as it is checked. */
export interface Submission {
  readonly versionId: string;
  readonly insurerId: string;
  readonly namespace: string;
  readonly url: string;
  /** Null: the contract alone. */
  readonly sdl: string | null;
  /** What of the version that serves this one may leave out. */
  readonly notice: FieldNotice;
  /** What is in the graph already, the sender's own included. */
  readonly active: readonly ActiveExtension[];
}

export const DEADLINE_MS = { least: 100, usual: 2_000, most: 5_000 };

/** All houses together have about half as much; an insurer adds a few fields to it. */
export const SDL_LIMIT_BYTES = 256 * 1024;

/** Why a submission is not even looked at; null when it is. `origin` is the one that was proved. */
export function refuseSubmission(
  { url, sdl, deadlineMs }: { readonly url: string; readonly sdl: string | null; readonly deadlineMs: number },
  origin: string,
): Refusal | null {
  if (new URL(url).origin !== origin) return { code: 'ADDRESS_NOT_PROVED', values: { origin }, path: ['input', 'url'] };
  const { least, most } = DEADLINE_MS;
  if (deadlineMs < least || deadlineMs > most) {
    return { code: 'INVALID_INPUT', values: { field: 'deadlineMs', reason: `must be between ${least} and ${most}` }, path: ['input', 'deadlineMs'] };
  }
  const measured = sdl === null ? 0 : Buffer.byteLength(sdl);
  return measured > SDL_LIMIT_BYTES ? { code: 'SDL_TOO_LARGE', values: { measured, allowed: SDL_LIMIT_BYTES }, path: ['input', 'sdl'] } : null;
}
