import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { request as send } from 'undici';
import type { Dispatcher } from 'undici';
import type { JWTPayload } from 'jose';
import { ENVELOPE_HEADER, ENVELOPE_ISSUER } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import type { ConformanceTarget } from './conformance-target.ts';

/** What came back from one call, or why nothing did. */
export interface SubgraphAnswer {
  /** 0 when nothing came back. */
  readonly status: number;
  readonly contentType: string;
  readonly contentEncoding: string;
  readonly bytes: number;
  /** Milliseconds until the answer was whole. */
  readonly took: number;
  /** Null when it is no JSON object. */
  readonly body: { readonly data?: Readonly<Record<string, unknown>> | null; readonly errors?: readonly AnswerError[] } | null;
  /** Why no whole answer came; null when one did. */
  readonly failure: string | null;
}

export interface AnswerError {
  readonly message?: unknown;
  readonly path?: unknown;
  readonly extensions?: { readonly code?: unknown } | null;
}

export interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  readonly principal?: Principal;
  /** Instead of the envelope that belongs to the body; null for none. */
  readonly envelope?: (body: Buffer) => Promise<string | null>;
  /** Instead of the request as JSON. */
  readonly body?: Buffer | Readable;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface SubgraphCaller {
  call(request: GraphQLRequest, options?: CallOptions): Promise<SubgraphAnswer>;
  /** The claims the gateway would sign for this body. */
  claimsFor(body: Buffer, principal?: Principal): JWTPayload;
}

/** Who calls in a run. A subgraph that keeps synthetic lives apart from real ones knows them by this subject. */
export const CONFORMANCE_PRINCIPAL: Principal = {
  subject: 'conformance', organisation: null, roles: ['service'], scopes: ['house:tell', 'policy:read'], purpose: null,
};

const LIFE_SECONDS = 60;

/** More than any answer the contract allows, so that one that is too large is seen as such. */
const READ_LIMIT = 12 << 20;

/** The contract's deadline of one call is 2 seconds; what takes longer than this is not coming. */
const TIMEOUT_MS = 10_000;

export function createSubgraphCaller({ url, insurerId, signer, mode, dispatcher, now = () => new Date() }: ConformanceTarget): SubgraphCaller {
  const claimsFor = (body: Buffer, principal = CONFORMANCE_PRINCIPAL): JWTPayload => {
    const iat = Math.floor(now().getTime() / 1_000);
    return { iss: ENVELOPE_ISSUER, aud: `insurer:${insurerId}`, iat, exp: iat + LIFE_SECONDS, digest: digestOf(body), principal, locale: 'en', mode };
  };

  return {
    claimsFor,
    async call(request, { principal, envelope, body = Buffer.from(JSON.stringify(request)), headers = {}, timeoutMs = TIMEOUT_MS, signal } = {}) {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const token = envelope === undefined ? await signer.sign(claimsFor(bytes, principal)) : await envelope(bytes);
      const begun = performance.now();
      const over = AbortSignal.timeout(timeoutMs);
      const seen = { status: 0, contentType: '', contentEncoding: '', bytes: 0 };
      try {
        const response = await send(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json, application/json',
            ...(token === null ? {} : { [ENVELOPE_HEADER]: token }),
            ...headers,
          },
          body,
          signal: signal === undefined ? over : AbortSignal.any([signal, over]),
          ...(dispatcher === undefined ? {} : { dispatcher }),
        });
        Object.assign(seen, { status: response.statusCode, contentType: String(response.headers['content-type'] ?? ''), contentEncoding: String(response.headers['content-encoding'] ?? '') });
        const text = await readText(response, seen);
        return { ...seen, took: performance.now() - begun, body: objectIn(text), failure: null };
      } catch (error) {
        const failure = over.aborted ? `no whole answer in ${timeoutMs} ms` : codeOf(error);
        return { ...seen, took: performance.now() - begun, body: null, failure };
      }
    },
  };
}

/** Base64url SHA-256, as the contract says. */
export function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url');
}

async function readText({ body }: Dispatcher.ResponseData, seen: { bytes: number }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) {
    seen.bytes += chunk.length;
    if (seen.bytes > READ_LIMIT) throw Object.assign(new Error(), { code: `an answer of more than ${READ_LIMIT} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function objectIn(text: string): SubgraphAnswer['body'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The code alone: a message may hold what the other side sent. */
function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return String(code ?? cause?.code ?? 'the connection failed');
}
