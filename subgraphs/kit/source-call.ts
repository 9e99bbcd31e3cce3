import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, errors } from 'undici';
import type { Dispatcher } from 'undici';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import { SANDBOX_FIELD, SANDBOX_HEADER } from './sandbox-mark.ts';
import { SourceUnavailableError } from './source-unavailable.ts';

export interface SourceCallOptions {
  readonly source: string;
  /** Base address, http or https; a path in it is kept. */
  readonly url: string;
  /** Milliseconds one call may take, its second try included. */
  readonly deadlineMs: number;
  readonly programmeMode: ProgrammeMode;
  /** Bytes one answer may have; a longer one is refused while it still arrives. */
  readonly maxAnswerBytes: number;
  readonly connections: number;
}

export interface SourceReply {
  readonly json: unknown;
  /** The answer says that it comes from a sandbox. */
  readonly sandbox: boolean;
}

export interface SourceCall {
  /** @throws SourceUnavailableError when there is no answer to use, or `stop` was aborted. */
  post(path: string, body: unknown, stop: AbortSignal): Promise<SourceReply>;
  close(): Promise<void>;
}

interface Failure {
  readonly reason: string;
  readonly again: boolean;
}

/** Too busy or not there for a moment: a second try may do. */
const PASSING_STATUSES: readonly number[] = [429, 502, 503, 504];

function failureOf(error: unknown, maxAnswerBytes: number): Failure {
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return { reason: `the answer is longer than ${maxAnswerBytes} bytes`, again: false };
  }
  // Only the code: the error of a broken answer quotes the answer, which may name a person.
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  return { reason: `the connection failed (${code})`, again: !(error instanceof errors.HTTPParserError) };
}

function mediaTypeOf(headers: Dispatcher.ResponseData['headers']): string {
  return String(headers['content-type'] ?? 'nothing').split(';', 1)[0]!.trim().toLowerCase();
}

function saysSandbox(headers: Dispatcher.ResponseData['headers'], json: unknown): boolean {
  if (headers[SANDBOX_HEADER] !== undefined) return true;
  return typeof json === 'object' && json !== null && SANDBOX_FIELD in json && json[SANDBOX_FIELD] !== false;
}

function parsed(text: string): { json: unknown } | null {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** HTTP to one outside source: JSON lookups that change nothing there, so one second try is safe. */
export function createSourceCall(options: SourceCallOptions): SourceCall {
  const { source, deadlineMs, programmeMode, maxAnswerBytes } = options;
  const base = new URL(options.url);
  const pool = new Pool(base.origin, {
    connections: options.connections,
    maxResponseSize: maxAnswerBytes,
    // The deadline of the call is the only clock; undici's own would speak later and less clearly.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function attempt(path: string, body: string, signal: AbortSignal): Promise<SourceReply | Failure> {
    try {
      const response = await pool.request({
        method: 'POST',
        path: base.pathname.replace(/\/+$/, '') + path,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body,
        signal,
      });
      const { statusCode, headers } = response;
      const mediaType = mediaTypeOf(headers);
      if (statusCode !== 200 || mediaType !== 'application/json') {
        await response.body.dump();
        if (statusCode === 200) return { reason: `it answered ${mediaType} in place of JSON`, again: false };
        return { reason: `it answered with status ${statusCode}`, again: PASSING_STATUSES.includes(statusCode) };
      }
      const answer = parsed(await response.body.text());
      if (answer === null) return { reason: 'the answer is not JSON', again: false };
      const sandbox = saysSandbox(headers, answer.json);
      if (sandbox && programmeMode !== 'SANDBOX') {
        return { reason: `a sandbox answered, and the programme is ${programmeMode}`, again: false };
      }
      return { json: answer.json, sandbox };
    } catch (error) {
      return failureOf(error, maxAnswerBytes);
    }
  }

  return {
    async post(path, body, stop) {
      const text = JSON.stringify(body);
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), deadlineMs);
      const signal = AbortSignal.any([deadline.signal, stop]);
      try {
        for (let tries = 1; ; tries += 1) {
          const outcome = await attempt(path, text, signal);
          if (!('reason' in outcome)) return outcome;
          if (deadline.signal.aborted) {
            throw new SourceUnavailableError(source, `no whole answer within ${deadlineMs} ms`);
          }
          if (!outcome.again || tries > 1 || stop.aborted) throw new SourceUnavailableError(source, outcome.reason);
          // Jitter keeps many callers from coming back in one moment. An abort here shows in the next attempt.
          await sleep(25 + Math.random() * 75, undefined, { signal }).catch(() => undefined);
        }
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => pool.destroy(),
  };
}
