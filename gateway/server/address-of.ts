import type { IncomingMessage } from 'node:http';
import type { RequestHeaders } from '../auth/verify-token.ts';

/** The caller's address. `header` is where the proxy before the gateway puts it, in lower case; null when there is none. */
export function addressOf(headers: RequestHeaders, { socket }: IncomingMessage, header: string | null): string {
  // A proxy adds the address it sees at the end; what stands before that, the caller may have written.
  const told = header === null ? undefined : headers[header]?.split(',').at(-1)?.trim();
  return told || (socket.remoteAddress ?? 'unknown');
}
