import type { IncomingMessage } from 'node:http';

/** The caller sends more than anybody asks an insurer at once. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** A thousand references are some 150 KB. */
const LIMIT = 2 << 20;

/** The exact bytes, which the identity is signed for; refused as soon as they are too many. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > LIMIT) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  // The connection stays open behind a refusal, so that the caller can read it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMIT) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
