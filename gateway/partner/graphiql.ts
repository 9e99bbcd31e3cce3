import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Locale } from '../../schema/contracts/identity.ts';
import { localeOf } from '../auth/locale.ts';

interface Page {
  readonly html: Buffer;
  readonly gzipped: Buffer;
  readonly policy: string;
}

const OPERATION = `query WhatIsHere {
  __typename
  __schema {
    queryType {
      fields {
        name
        description
      }
    }
  }
}
`;

/** Lines are as long as the editor shows them: what is cut off at its edge helps nobody. */
const EXAMPLE: Readonly<Record<Locale, string>> = {
  en: `# Wasq: one graph over three sectors.
#
# Public fields need no token. For the rest,
# put one under Headers, below:
#   {"Authorization": "Bearer <token>"}
#
# Messages come as your browser prefers, or:
#   {"Accept-Language": "ar"}

${OPERATION}`,
  ar: `# وسق: مخطط واحد لثلاثة قطاعات.
#
# الحقول العامة لا تحتاج رمزًا.
# ولغيرها ضع الرمز تحت Headers في الأسفل:
#   {"Authorization": "Bearer <token>"}
#
# تأتي الرسائل بلغة متصفحك، أو بما تختاره:
#   {"Accept-Language": "en"}

${OPERATION}`,
};

const pages = new Map<Locale, Promise<Page>>();

/** GraphiQL as one page that brings everything along: it works without internet and may reach no other host. */
export async function serveGraphiql(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const locale = localeOf(request.headers['accept-language']);
  const page = pages.get(locale) ?? makePage(locale);
  pages.set(locale, page);
  // A failure is not kept: the next visit tries again.
  page.catch(() => pages.delete(locale));
  const { html, gzipped, policy } = await page;
  const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': zip ? gzipped.length : html.length,
    ...(zip ? { 'content-encoding': 'gzip' } : {}),
    vary: 'accept-encoding, accept-language',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(request.method === 'HEAD' ? undefined : zip ? gzipped : html);
}

// Loaded on the first visit: the page is nine megabytes, and most gateways are never looked at.
async function makePage(locale: Locale): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const text = renderGraphiQL({
    title: 'Wasq',
    endpoint: '/graphql',
    defaultQuery: EXAMPLE[locale],
    defaultEditorToolsVisibility: 'headers',
    isHeadersEditorEnabled: true,
    // A token that was pasted is gone with the tab.
    shouldPersistHeaders: false,
  }).trim();
  const html = Buffer.from(text);
  return { html, gzipped: await promisify(gzip)(html), policy: policyFor(text) };
}

// The one inline script is allowed by its hash; nothing else may run, and nothing may be fetched from elsewhere.
function policyFor(html: string): string {
  const start = html.indexOf('<script>') + '<script>'.length;
  const script = html.slice(start, html.lastIndexOf('</script>'));
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}' blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
