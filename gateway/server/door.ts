import type { IncomingHttpHeaders } from 'node:http';
import { uuidv7 } from 'uuidv7';
import { ANONYMOUS, REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import { localeOf } from '../auth/locale.ts';
import type { RequestHeaders, VerifyToken } from '../auth/verify-token.ts';
import type { RequestContext } from '../execution/request-context.ts';
import type { LimitsOf } from '../limits/limits.ts';
import { beginOperation } from '../limits/operation-life.ts';

/** Lower-case names, one value each; what node gives as a list is no header of ours. */
export function headersOf(headers: IncomingHttpHeaders): RequestHeaders {
  const read: Record<string, string | undefined> = {};
  for (const name in headers) {
    const value = headers[name];
    if (!Array.isArray(value)) read[name] = value;
  }
  return read;
}

/** A caller's request id follows its request through our logs when it looks like one. */
export function requestIdOf(headers: RequestHeaders): string {
  const given = headers[REQUEST_ID_HEADER];
  return given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : uuidv7();
}

/**
 * Who comes through the door, in which language, and for how long. `verify` is null when access is open. Whoever
 * lets someone in ends the operation's life. Throws GraphQLError.
 */
export async function enter(headers: RequestHeaders, requestId: string, verify: VerifyToken | null, limitsOf: LimitsOf): Promise<RequestContext> {
  const since = performance.now();
  const locale = localeOf(headers['accept-language']);
  const principal = verify ? await verify(headers, locale) : ANONYMOUS;
  return { principal, locale, requestId, since, life: beginOperation(limitsOf(principal).deadlineMs) };
}
