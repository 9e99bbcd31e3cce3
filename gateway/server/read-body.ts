import type { IncomingMessage } from 'node:http';

export class BodyTooLarge extends Error {}

/** The caller stopped sending before the body was whole. */
export class BodyBroken extends Error {}

/** How long a body may take to arrive: a sender that trickles must not hold a connection for ever. */
const PATIENCE_MS = 30_000;

/** Reads a whole body of at most `limit` bytes. Rejects with BodyTooLarge as soon as it is longer, with BodyBroken when it ends early. */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) return reject(new BodyTooLarge());
    const timer = setTimeout(() => request.destroy(new BodyBroken()), PATIENCE_MS);
    const chunks: Buffer[] = [];
    let length = 0;
    let isOver = false;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= limit || isOver) return;
      request.pause();
      isOver = true;
      clearTimeout(timer);
      reject(new BodyTooLarge());
    });
    request.on('end', () => {
      isOver = true;
      clearTimeout(timer);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0].toString('utf8') : Buffer.concat(chunks).toString('utf8'));
    });
    request.on('error', broken);
    // A caller that hangs up without an error. Every request is closed: to make an error of it after its end would be for nobody.
    request.on('close', broken);

    function broken(): void {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      reject(new BodyBroken());
    }
  });
}
