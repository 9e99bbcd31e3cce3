import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {}

/** The caller stopped sending before the body was whole. */
export class BodyBroken extends Error {}

/** How long a body may take to arrive: a sender that trickles must not hold a connection for ever. */
const PATIENCE_MS = 30_000;

/** Reads a whole body of at most `limit` bytes. Throws BodyTooLarge as soon as it is longer, BodyBroken when it ends early. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge();
  const timer = setTimeout(() => request.destroy(new BodyBroken()), PATIENCE_MS);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw new BodyTooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof BodyTooLarge ? error : new BodyBroken();
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
