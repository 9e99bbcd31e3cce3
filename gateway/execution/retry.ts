import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { Departures } from './departures.ts';
import { SourceFailure } from './source-failure.ts';

export interface RetrySettings {
  /** How many times more a query that failed is asked; 0 never asks again. */
  readonly retries: number;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Milliseconds before the first retry, at most; each further one may wait twice as long. */
  readonly baseMs?: number;
}

const LONGEST_MS = 1_000;

/** Only what says that it reads is ever asked again: what a mutation did before it failed, nobody knows. */
export function isQuery({ query }: GraphRequest): boolean {
  return /^\s*(query\b|\{)/.test(query);
}

function mayAskAgain(request: GraphRequest | { readonly isQuery: boolean }): boolean {
  return 'query' in request ? isQuery(request) : request.isQuery;
}

/**
 * Asks, and asks a query again when no usable answer came, after a random wait so that many do not come back at
 * once. One that ran out of time is not asked again: its caller has waited long enough.
 */
export function askAgain<Answer>(
  request: GraphRequest | { readonly isQuery: boolean }, departures: Departures | undefined, { retries, random, baseMs = 50 }: RetrySettings, ask: () => Promise<Answer>,
): Promise<Answer> {
  return retries === 0 ? ask() : askUpTo(request, departures, { retries, random, baseMs }, ask);
}

async function askUpTo<Answer>(
  request: GraphRequest | { readonly isQuery: boolean }, departures: Departures | undefined, { retries, random, baseMs }: Required<RetrySettings>, ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await ask();
    } catch (error) {
      const mayHelp = error instanceof SourceFailure && error.code === 'DOWNSTREAM_SERVICE_ERROR';
      if (!mayHelp || retry >= retries || !mayAskAgain(request) || departures?.reason) throw error;
      await sleep(random() * Math.min(LONGEST_MS, baseMs * 2 ** retry), undefined, departures && { signal: departures.signal }).catch(() => undefined);
      if (departures?.reason) throw error;
    }
  }
}
