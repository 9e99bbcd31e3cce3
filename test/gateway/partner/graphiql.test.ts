import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium } from 'playwright-core';
import { tinyGateway } from '../../kit/tiny-subgraphs.ts';
import type { Tiny } from '../../kit/tiny-subgraphs.ts';

const ASSOCIATIONS: Tiny = {
  name: 'associations',
  sdl: 'type Query { greeting: String mine: String @authenticated }',
  resolvers: { Query: { greeting: () => 'good morning', mine: () => 'my own' } },
};

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const SCREENSHOT = process.env.GRAPHIQL_SCREENSHOT;

let dataDir: string;
let world: Awaited<ReturnType<typeof tinyGateway>>;
let url: string;
beforeAll(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/wasq-graphiql-`);
  world = await tinyGateway([ASSOCIATIONS], dataDir);
  ({ url } = await world.gateway.listen({ host: '127.0.0.1', port: 0 }));
});
afterAll(async () => {
  await world.gateway.close();
  await rm(dataDir, { recursive: true });
});

describe('GraphiQL', () => {
  it('is one page that may load from no other host', async () => {
    const response = await fetch(`${url}/graphiql`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    const html = await response.text();
    expect(html).not.toMatch(/<(?:script|img|iframe)[^>]+src=["']?(?:https?:)?\/\//);
    expect(html).not.toMatch(/<link[^>]+href=["']?(?:https?:)?\/\//);
  });

  it('says how to begin in the reader’s language, in lines that are not cut off', async () => {
    for (const [language, first] of [['ar-SA,ar;q=0.9', '# وسق'], ['en', '# Wasq'], ['fr', '# Wasq']] as const) {
      const html = await (await fetch(`${url}/graphiql`, { headers: { 'accept-language': language } })).text();
      const [, example = '""'] = /"endpoint":"\/graphql","defaultQuery":("(?:[^"\\]|\\.)*")/.exec(html) ?? [];
      const lines = (JSON.parse(example) as string).split('\n');
      expect(lines[0]).toContain(first);
      expect(lines.every((line) => line.length <= 45)).toBe(true);
      expect(lines).toContain('query WhatIsHere {');
    }
  });
});

const inBrowser = BROWSER ? describe : describe.skip;
inBrowser(`GraphiQL in a browser${BROWSER ? '' : ' (skipped: no Chromium on this machine)'}`, () => {
  it('shows the schema, runs an operation, takes a token in its headers, and reaches no other host', async () => {
    const browser = await chromium.launch({
      executablePath: BROWSER,
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-gpu'],
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1_400, height: 900 } });
      const elsewhere: string[] = [];
      const problems: string[] = [];
      page.on('request', (request) => { if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(url)) elsewhere.push(request.url()); });
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
      await page.goto(`${url}/graphiql`);

      const write = async (editor: number, text: string) => {
        await page.locator('.graphiql-editors .graphiql-editor:visible').nth(editor).click();
        await page.keyboard.press('Control+A');
        // The editor closes brackets and quotes by itself; what it added stands after the cursor.
        await page.keyboard.insertText(text);
        await page.keyboard.press('Control+Shift+End');
        await page.keyboard.press('Delete');
      };
      // The page learns what is written a moment after the keys. It offers a choice only once it knows both operations.
      const run = async (operation: string) => {
        await page.locator('.graphiql-execute-button[aria-haspopup="menu"]').click();
        await page.getByRole('menuitem', { name: operation, exact: true }).click();
      };
      // Asked again and again from here: the page's policy forbids to evaluate code in it.
      const answered = async (text: string) => {
        const shown = async () => (await page.locator('.graphiql-response').innerText()).replaceAll('\u00a0', ' ');
        const patience = Date.now() + 10_000;
        while (!(await shown()).includes(text) && Date.now() < patience) await page.waitForTimeout(50);
        expect(await shown()).toContain(text);
      };

      await page.locator('.graphiql-query-editor .view-lines').getByText('WhatIsHere').waitFor();
      await write(0, 'query Both { greeting mine } query Mine { mine }');
      await run('Both');
      await answered('good morning');
      await answered('UNAUTHENTICATED');
      const { authorization } = await world.bearer(['partner']);
      await write(1, JSON.stringify({ Authorization: authorization }));
      await run('Mine');
      await answered('my own');
      if (SCREENSHOT) await page.screenshot({ path: SCREENSHOT });
      expect({ elsewhere, problems }).toEqual({ elsewhere: [], problems: [] });
    } finally {
      await browser.close();
    }
  });
});
