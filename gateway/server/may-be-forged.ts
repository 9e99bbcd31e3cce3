import type { IncomingHttpHeaders } from 'node:http';

const SIMPLE_TYPES: readonly string[] = ['', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** Headers of which a page of another origin may send none without asking us first. */
const ASKED_FIRST = ['x-apollo-operation-name', 'apollo-require-preflight', 'authorization'] as const;

/** What browsers send of their own, and pages cannot take away. */
const OF_BROWSERS = ['origin', 'referer', 'cookie', 'sec-fetch-site'] as const;

/**
 * Whether a page of another origin may have made a browser send this without having asked us first. What no browser
 * sends needs no such care: GET without any header of its own is GraphQL over HTTP like any other.
 */
export function mayBeForged(headers: IncomingHttpHeaders): boolean {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!SIMPLE_TYPES.includes(type) || ASKED_FIRST.some((name) => Boolean(headers[name]))) return false;
  return OF_BROWSERS.some((name) => headers[name] !== undefined) || /mozilla|opera/i.test(headers['user-agent'] ?? 'mozilla');
}
