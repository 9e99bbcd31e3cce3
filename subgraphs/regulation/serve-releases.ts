import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { recordPackage, releasePackage } from './domain/open-contracting/packages.ts';
import type { JsonObject } from './domain/open-contracting/release.ts';
import type { HouseContext } from './context.ts';
import { packageAddress, recordAddress, releaseAddress } from './release-addresses.ts';
import { parseRelease, readCompiledAfter, readRelease, readReleasesOfProcess } from './store/releases.ts';

/** A release never changes; how it is wrapped may, with a new version of this program. */
const FOR_A_DAY = 'public, max-age=86400';
const ASK_AGAIN = 'public, no-cache';

const ROWS_A_READ = 100;

/** Plain HTTP beside GraphQL: open-contracting data for everyone, read only. Answers false for any other path. */
export function serveReleases({ database, publicUrl }: Pick<HouseContext, 'database' | 'publicUrl'>): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (!path.startsWith('/ocds/')) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    if (path === '/ocds/compiled-releases.jsonl') {
      await streamCompiled(request, response);
      return true;
    }
    const found = await find(path);
    if (found === null) response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' }).end('{"error":"There is no such release, record or package."}');
    else answer(request, response, found);
    return true;
  };

  async function find(path: string): Promise<{ readonly body: JsonObject; readonly cache: string } | null> {
    const [, kind, ocidPart, idPart] = /^\/ocds\/(releases|records|packages)\/([^/]+?)(?:\/([^/]+?))?\.json$/.exec(path) ?? [];
    const [ocid, id] = [decoded(ocidPart), decoded(idPart)];
    if (ocid === null || (kind === 'releases') !== (id !== null)) return null;
    const base = publicUrl();
    if (id !== null) {
      const row = await readRelease(database.manager, ocid, id);
      return row === null ? null : { body: releasePackage(releaseAddress(base, ocid, id), [parseRelease(row)]), cache: FOR_A_DAY };
    }
    const releases = (await readReleasesOfProcess(database.manager, ocid)).map(parseRelease);
    if (releases.length === 0) return null;
    const body = kind === 'packages' ? releasePackage(packageAddress(base, ocid), releases)
      : recordPackage(recordAddress(base, ocid), releases, (release) => releaseAddress(base, ocid, release.id));
    return { body, cache: ASK_AGAIN };
  }

  /** Every process on a line, as other tools read them. */
  async function streamCompiled(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/jsonl; charset=utf-8', 'cache-control': ASK_AGAIN });
    for (let after = ''; request.method === 'GET';) {
      const rows = await readCompiledAfter(database.manager, after, ROWS_A_READ);
      const last = rows.at(-1);
      if (last === undefined || response.destroyed) break;
      after = last.tenderId;
      const more = response.write(rows.map(({ body }) => `${body}\n`).join(''));
      if (!more) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
    response.end();
  }
}

function answer(request: IncomingMessage, response: ServerResponse, { body, cache }: { readonly body: JsonObject; readonly cache: string }): void {
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  const headers = { etag, 'cache-control': cache, 'content-type': 'application/json; charset=utf-8' };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) response.writeHead(304, headers).end();
  else response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(text) }).end(request.method === 'HEAD' ? undefined : text);
}

/** Null for what was left out, and for what is no text in this encoding. */
function decoded(part: string | undefined): string | null {
  if (part === undefined) return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
