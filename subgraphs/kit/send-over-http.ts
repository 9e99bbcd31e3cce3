import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import type { SendToGraph } from './house.ts';

/** Reaches the graph over HTTP, for a house that runs alone. One pooled connection set, bounded in time. */
export function sendOverHttp(graphUrl: string, deadlineMs = 30_000): { send: SendToGraph; close(): Promise<void> } {
  const url = new URL(graphUrl);
  const pool = new Pool(url.origin, { connections: 16, bodyTimeout: deadlineMs, headersTimeout: deadlineMs });
  return {
    send: async (request, headers) => {
      const response = await pool.request({
        method: 'POST',
        path: url.pathname,
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(request),
      });
      return (await response.body.json()) as ExecutionResult;
    },
    close: () => pool.close(),
  };
}
