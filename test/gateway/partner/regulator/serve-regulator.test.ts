import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serveRegulator } from '../../../../gateway/partner/regulator/serve-regulator.ts';

let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    void serveRegulator((request.url ?? '').split('?')[0] ?? '', request, response).then((served) => { if (!served) response.writeHead(404).end(); });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));

describe('/regulator', () => {
  it.each([
    ['ar-SA,ar;q=0.9', '', 'ar', 'rtl'], ['en-GB', '', 'en', 'ltr'], ['fr', '', 'en', 'ltr'], ['en', '?lang=ar', 'ar', 'rtl'], ['ar', '?lang=en', 'en', 'ltr'], ['ar', '?lang="><script>', 'ar', 'rtl'],
  ])('for Accept-Language %s and %j is written in %s, %s', async (language, query, lang, dir) => {
    const response = await fetch(`${url}/regulator${query}`, { headers: { 'accept-language': language } });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(`<html lang="${lang}" dir="${dir}">`);
    expect(response.headers.get('vary')).toBe('accept-language');
  });

  it('lets only this host in: no inline script or style, no other origin, no frame', async () => {
    const response = await fetch(`${url}/regulator`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe|blob:/);
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]+src="\/)|\bon\w+=|style=|(?:src|href)="(?!\/|data:,)/);
  });

  it.each([['/regulator/app.js', 'text/javascript'], ['/regulator/app.css', 'text/css']])('brings %s along, whole, once, and points to no other host', async (path, type) => {
    const response = await fetch(`${url}${path}`);
    expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const text = await response.text();
    expect(text.length).toBeGreaterThan(5_000);
    // What remains are the names of SVG and MathML, which nobody fetches.
    expect(text.match(/(?:https?:)?\/\/[\w.-]+\.\w+/g)?.filter((address) => !address.endsWith('//www.w3.org')) ?? []).toEqual([]);
    const again = await fetch(`${url}${path}`, { headers: { 'if-none-match': response.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it.each(['/regulator/', '/regulator/page.css', '/regulator/../serve-regulator.ts', '/regulator/app.js/x', '/regulator/%2e%2e/app.js', '/regulators'])('serves nothing else: %s', async (path) => {
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  });
});
