import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Lets pages of the given web origins call the graph. Answers true when the request was a preflight and is done.
 * Credentials are never allowed: the graph knows bearer tokens, not cookies.
 */
export function applyCors(request: IncomingMessage, response: ServerResponse, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  const isPreflight = request.method === 'OPTIONS';
  if (origins.length > 0) response.setHeader('vary', 'origin');
  if (origin !== undefined && origins.includes(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'x-request-id, retry-after');
    if (isPreflight) {
      response.setHeader('access-control-allow-methods', 'GET, POST, PUT, OPTIONS');
      response.setHeader('access-control-allow-headers', 'authorization, content-type, accept-language, x-request-id, x-wasq-purpose');
      response.setHeader('access-control-max-age', '600');
    }
  }
  if (isPreflight) response.writeHead(204).end();
  return isPreflight;
}
