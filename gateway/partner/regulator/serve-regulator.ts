import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Locale } from '../../../schema/contracts/identity.ts';
import { localeOf } from '../../auth/locale.ts';
import { bundlePage } from './bundle-page.ts';

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly gzipped: Buffer;
  readonly tag: string;
}

/** Scripts, styles and answers come from this host and from nowhere else; nothing inline runs, and nobody may frame it. */
const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", 'img-src data:',
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const TITLE: Readonly<Record<Locale, string>> = { ar: 'وسق: لوحة الجهة التنظيمية', en: 'Wasq: the regulator’s view' };
const WITHOUT_SCRIPT: Readonly<Record<Locale, string>> = {
  ar: 'تحتاج هذه الصفحة إلى جافاسكربت، وتأتي كلها من هذا الخادم.',
  en: 'This page needs JavaScript; all of it comes from this server.',
};

let assets: Promise<ReadonlyMap<string, Asset>> | null = null;

/** The regulator's page and the two files it brings along. Answers false for any other address. */
export async function serveRegulator(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (path === '/regulator') {
    const asked = new URLSearchParams((request.url ?? '').split('?')[1]).get('lang');
    const locale = asked === 'ar' || asked === 'en' ? asked : localeOf(request.headers['accept-language']);
    response.setHeader('vary', 'accept-language');
    await send(request, response, await assetOf('text/html', pageIn(locale)));
    return true;
  }
  if (!path.startsWith('/regulator/')) return false;
  const asset = (await (assets ??= makeAssets())).get(path);
  if (!asset) return false;
  response.setHeader('vary', 'accept-encoding');
  await send(request, response, asset);
  return true;
}

async function send(request: IncomingMessage, response: ServerResponse, { type, body, gzipped, tag }: Asset): Promise<void> {
  const headers = {
    etag: tag,
    // Asked for each time, and sent only when it is another.
    'cache-control': 'no-cache',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
  if (request.headers['if-none-match'] === tag) return void response.writeHead(304, headers).end();
  const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(200, {
    ...headers,
    'content-type': `${type}; charset=utf-8`,
    'content-length': zip ? gzipped.length : body.length,
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : zip ? gzipped : body);
}

// Made on the first visit: most gateways are never looked at. A failure is not kept, so that a later visit tries again.
function makeAssets(): Promise<ReadonlyMap<string, Asset>> {
  const made = bundlePage().then(async ({ script, style }): Promise<ReadonlyMap<string, Asset>> => new Map([
    ['/regulator/app.js', await assetOf('text/javascript', script)],
    ['/regulator/app.css', await assetOf('text/css', style)],
  ]));
  made.catch(() => { assets = null; });
  return made;
}

async function assetOf(type: string, content: Uint8Array | string): Promise<Asset> {
  const body = Buffer.from(content as string);
  return { type, body, gzipped: await promisify(gzip)(body), tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
}

function pageIn(locale: Locale): string {
  return `<!doctype html>
<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLE[locale]}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/regulator/app.css">
<script type="module" src="/regulator/app.js"></script>
</head>
<body><div id="page"></div><noscript>${WITHOUT_SCRIPT[locale]}</noscript></body>
</html>
`;
}
