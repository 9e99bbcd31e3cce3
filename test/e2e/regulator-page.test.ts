import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import pg from 'pg';
import { sampleRequest, seedSample } from '../../gateway/sample-seed.ts';
import { generateSample } from '../../gateway/sample/generate.ts';
import { openTender, publish } from '../kit/story.ts';
import type { StoryTender } from '../kit/story.ts';
import { startGraph } from '../kit/graph.ts';
import type { TestGraph } from '../kit/graph.ts';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const SCREENSHOTS = process.env.REGULATOR_SCREENSHOTS;
const WIDE = { width: 1_280, height: 900 };
const SIZE = { associations: 6, employees: 180 };
const PHONE = { width: 390, height: 844 };

interface Visit {
  readonly page: Page;
  /** Bodies of what the page asked the graph, with the purpose that was sent along. */
  readonly asked: { readonly query: string; readonly purpose: string | undefined }[];
  readonly problems: string[];
  close(): Promise<void>;
}

const inBrowser = BROWSER ? describe : describe.skip;
inBrowser(`the regulator's page in a browser${BROWSER ? '' : ' (skipped: no Chromium on this machine)'}`, () => {
  let graph: TestGraph;
  let browser: Browser;
  let url: string;
  let token: string;
  let axe: string;
  let tender: StoryTender;
  let inspectionId: string;
  const complaint = randomUUID();
  const sample = generateSample(sampleRequest(SIZE));

  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    graph = await startGraph();
    ({ url } = await graph.gateway.listen({ host: '127.0.0.1', port: 0 }));
    await seedSample(graph, SIZE);
    await graph.until<{ complianceOverview: { sources: { upToDate: boolean }[] }; findings: { edges: unknown[] } }>(
      'regulator', '{ complianceOverview { sources { upToDate } } findings(first: 1, filter: { subjectKind: MEMBER, states: [OPEN] }) { edges { node { id } } } }', {},
      ({ complianceOverview, findings }) => complianceOverview.sources.every(({ upToDate }) => upToDate) && findings.edges.length > 0,
    );
    token = await graph.token('regulator');
    await fillOthers();
    browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-gpu'] });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await graph.dispose();
  }, 60_000);

  /** What stands behind the other views: a published tender with a complaint, inspection cases of which one is overdue, and a pre-authorisation that waits. */
  async function fillOthers(): Promise<void> {
    tender = await openTender(graph, { enquiriesEnd: 20, biddingEnds: 40 });
    await publish(graph, tender, sample);
    await sql('regulation', `INSERT INTO complaint (id, tender_id, lot_id, complainant, grounds, state, decision_reason, remedy, remedy_kind, filed_at, version)
      VALUES ($1, $2, $3, $4, 'The score is wrong.', 'UPHELD', 'It was counted twice.', 'Score it again.', 'DESCRIBED', now(), 1)`, [complaint, tender.id, tender.lotId, sample.insurers[0]?.id]);
    for (const [title, organisation] of [['Not yet due', sample.associations[0]?.id], ['Overdue', sample.associations[1]?.id]]) {
      const { inspection } = await graph.tell<{ inspection: { id: string } }>('regulator', 'openInspectionCase', 'OpenInspectionCaseInput', { owner: 'ASSOCIATIONS', organisation, title, severity: 'MEDIUM' }, 'inspection { id }');
      if (title === 'Overdue') inspectionId = inspection.id;
    }
    await sql('regulation', `UPDATE inspection SET due_at = now() - interval '2 days' WHERE id = $1`, [inspectionId]);
    const covers = await graph.ask('regulator', '{ associations(first: 1) { edges { node { policies(first: 1) { edges { node { coverages(first: 1) { edges { node { id insurerId } } } } } } } } } }');
    const [, coverageId = '', insurerId = ''] = /"id":"([^"]+)","insurerId":"([^"]+)"/.exec(JSON.stringify(covers.data)) ?? [];
    const { problems } = await graph.tell({ role: 'insurer_officer', organisation: insurerId }, 'submitPreAuthorization', 'SubmitPreAuthorizationInput', { insurerId, coverageId, submittedAt: new Date().toISOString(), advanced: false }, 'preAuthorization { id }');
    expect(problems).toEqual([]);
  }

  async function sql(house: string, text: string, values: unknown[] = []): Promise<void> {
    const client = new pg.Client({ connectionString: graph.databases.get(house)?.migratorUrl });
    await client.connect();
    try {
      await client.query(text, values);
    } finally {
      await client.end();
    }
  }

  /** A browser of its own for somebody who reads a language. What it reaches elsewhere, and what it complains of, is a problem. */
  async function visit(locale: 'ar' | 'en', viewport = WIDE, hash = '', entered = true): Promise<Visit> {
    const context = await browser.newContext({ locale: locale === 'ar' ? 'ar-SA' : 'en-GB', viewport, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const asked: Visit['asked'] = [];
    const problems: string[] = [];
    page.on('request', (request) => {
      if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(`${url}/`)) problems.push(`elsewhere: ${request.url()}`);
      if (request.url() === `${url}/graphql`) asked.push({ query: request.postData() ?? '', purpose: request.headers()['x-wasq-purpose'] });
    });
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
    if (entered) await page.addInitScript((kept) => sessionStorage.setItem('wasq.token', kept), token);
    await page.addInitScript({ content: axe });
    await page.goto(`${url}/regulator${hash}`);
    return { page, asked, problems, close: () => context.close() };
  }

  const settled = (page: Page) => page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });

  it('asks for a token, takes a regulator’s alone, and keeps it in this tab alone', async () => {
    const { page, asked, problems, close } = await visit('en', WIDE, '', false);
    await page.getByText('npm start').waitFor();
    const enter = async (text: string) => {
      await page.getByLabel('Token').fill(text);
      await page.getByRole('button', { name: 'Enter' }).click();
    };
    await enter(await graph.token('partner'));
    await page.getByRole('alert').getByText('may not read the compliance overview').waitFor();
    await enter('nonsense with blanks');
    await page.getByRole('alert').getByText('not accepted').waitFor();
    await enter('no.such.token');
    await page.getByRole('alert').getByText('not accepted').waitFor();
    expect(problems.filter((problem) => !problem.includes('401'))).toEqual([]);
    await enter(` Bearer ${token}\n`);
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    const kept = await page.evaluate(() => ({ session: Object.keys(sessionStorage), local: localStorage.length, cookies: document.cookie, address: location.href }));
    expect(kept).toEqual({ session: ['wasq.token'], local: 0, cookies: '', address: `${url}/regulator` });
    expect(asked.length).toBeGreaterThan(3);
    await page.getByRole('button', { name: 'Forget the token' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await close();
  }, 60_000);

  it('shows the overview in Arabic from right to left, in both calendars, and says the same in English', async () => {
    const arabic = await visit('ar');
    await arabic.page.locator('.tile').first().waitFor();
    await settled(arabic.page);
    expect(await arabic.page.locator('html').evaluate((html) => [html.getAttribute('lang'), getComputedStyle(html).direction])).toEqual(['ar', 'rtl']);
    expect(await arabic.page.locator('.tile').count()).toBe(12);
    for (const title of ['التغطية بحسب المنطقة', 'الملاحظات بحسب القاعدة عبر الزمن', 'الأقساط والوفورات بحسب الجمعية', 'الخط الزمني للمنافسة']) {
      await arabic.page.getByRole('region', { name: title }).first().waitFor();
    }
    const body = await arabic.page.locator('body').innerText();
    expect(body).toContain('هـ');
    // Western digits beside Arabic text.
    expect(body).not.toMatch(/[٠-٩]/);
    // A bar begins where the line begins: at the right.
    const bar = arabic.page.locator('#coverage ~ .bars svg.bar').first();
    expect(await bar.evaluate((svg) => getComputedStyle(svg).transform)).toBe('matrix(-1, 0, 0, 1, 0, 0)');
    const shares = await arabic.page.locator('[data-figure="COVERED_SHARE"] .tile-value').innerText();
    await arabic.page.getByRole('link', { name: 'English' }).click();
    await arabic.page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    expect(await arabic.page.locator('html').getAttribute('dir')).toBe('ltr');
    expect((await arabic.page.locator('[data-figure="COVERED_SHARE"] .tile-value').innerText()).replace(/\D/g, '')).toBe(shares.replace(/\D/g, ''));
    expect(arabic.problems).toEqual([]);
    await arabic.close();
  }, 60_000);

  it('leads from the overview down to one finding and its sources in three clicks', async () => {
    const { page, problems, close } = await visit('ar');
    await page.locator('#coverage ~ .bars a').first().click();
    await page.getByRole('heading', { name: 'الأرقام', level: 1 }).waitFor();
    await page.locator('tbody th a').first().click();
    await page.getByRole('heading', { name: 'الملاحظات', level: 2 }).waitFor();
    await page.locator('tbody th a').first().click();
    const sources = page.locator('table.sources tbody tr');
    await sources.first().waitFor();
    expect(await sources.count()).toBeGreaterThan(0);
    expect(await sources.first().locator('td').nth(1).innerText()).toMatch(/^(?:graph|sandbox):/);
    expect(await sources.first().locator('time').getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(await page.locator('main').innerText()).toMatch(/قيمة القاعدة في ذلك اليوم[\s\S]+مصدر القاعدة/);
    // Every step can be gone back.
    await page.goBack();
    await page.getByRole('heading', { name: 'الملاحظات', level: 2 }).waitFor();
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('is walked by keyboard alone, from the skip link to a finding', async () => {
    const { page, problems, close } = await visit('en', WIDE, '', false);
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    await page.getByLabel('Token').waitFor();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    expect(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().top >= 0 && getComputedStyle(link).outlineStyle !== 'none')).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('token');
    await page.keyboard.insertText(token);
    await page.keyboard.press('Enter');
    await page.locator('.tile').first().waitFor();
    expect(await focused()).toBe('Overview');
    const tabTo = async (text: RegExp) => {
      for (let pressed = 0; pressed < 60; pressed += 1) {
        await page.keyboard.press('Tab');
        if (text.test(await focused())) return;
      }
      throw new Error(`Tab never came to ${text}`);
    };
    await tabTo(/^Open findings/);
    await page.keyboard.press('Enter');
    await page.locator('tbody th a').first().waitFor();
    expect(await focused()).toBe('Findings');
    await tabTo(/^[A-Z]\d\d/);
    await page.keyboard.press('Enter');
    await page.locator('table.sources tbody tr').first().waitFor();
    expect(await focused()).toMatch(/^Finding/);
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('exports every row that the filters leave, as a file a spreadsheet reads and does not run', async () => {
    const { page, problems, close } = await visit('ar', WIDE, '#/findings?sort=NEWEST');
    await page.locator('tbody th a').first().waitFor();
    const { data } = await graph.ask('regulator', '{ findingTotals { open answered } }');
    const standing = (data as unknown as { findingTotals: { open: number; answered: number }[] }).findingTotals.reduce((sum, { open, answered }) => sum + open + answered, 0);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'تصدير CSV' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^wasq-findings-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text.startsWith('\ufeffالقاعدة,')).toBe(true);
    const rows = parse(text, { bom: true }) as string[][];
    expect(rows.length - 1).toBe(standing);
    expect(rows.slice(1).every(([rule = '']) => /^[A-Z]\d\d/.test(rule))).toBe(true);
    expect(rows.flat().filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
    await page.getByText(/عدد الصفوف المصدَّرة/).waitFor();
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('asks who a person is for a purpose alone', async () => {
    const { page, asked, problems, close } = await visit('en', WIDE, '#/findings');
    await page.getByLabel('Sort').waitFor();
    const found = await graph.ask('regulator', '{ findings(first: 1, filter: { subjectKind: MEMBER, states: [OPEN] }) { edges { node { id subject { id } } } } }');
    const finding = (found.data as unknown as { findings: { edges: { node: { id: string; subject: { id: string } } }[] } }).findings.edges[0]?.node;
    await page.goto(`${url}/regulator#/finding/${finding?.id}`);
    await page.getByRole('heading', { name: 'Who it is' }).waitFor();
    await page.getByRole('button', { name: 'Show the person' }).click();
    expect(asked.filter(({ query }) => query.includes('PagePerson'))).toEqual([]);
    await page.getByLabel('Purpose').selectOption('inspection');
    await page.getByLabel('Case number').fill('2026/11');
    await page.getByRole('button', { name: 'Show the person' }).click();
    const person = await graph.ask('regulator', 'query ($id: ID!) { member(id: $id) { nationalId } }', { id: finding?.subject.id });
    await page.getByText((person.data as unknown as { member: { nationalId: string } }).member.nationalId).waitFor();
    expect(asked.filter(({ query }) => /nationalId|fullName|birthDate/.test(query)).map(({ purpose }) => purpose)).toEqual(['inspection 2026/11']);
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('narrows to a day, a region, a class and an insurer, and keeps them from view to view', async () => {
    const { page, asked, problems, close } = await visit('en');
    await page.locator('.tile').first().waitFor();
    const region = await page.getByRole('combobox', { name: 'Region' }).locator('option').nth(1).getAttribute('value');
    await page.getByRole('combobox', { name: 'Region' }).selectOption(region);
    await page.getByRole('search').getByLabel('As of').fill('2026-01-31');
    await page.waitForURL(/on=2026-01-31/);
    await page.locator('.filters .on').getByText('1447').waitFor();
    await settled(page);
    await page.getByRole('navigation').getByRole('link', { name: 'Figures' }).click();
    await page.getByRole('combobox', { name: 'Told apart by' }).waitFor();
    await settled(page);
    const last = asked.filter(({ query }) => query.includes('PageRows')).at(-1);
    expect(JSON.parse(last?.query ?? '{}')).toMatchObject({ variables: { scope: { region }, on: '2026-01-31' } });
    await page.getByRole('button', { name: 'Yearly premium' }).click();
    await page.locator('th[aria-sort="descending"]').getByText('Yearly premium').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL((address) => !address.hash.includes('region'));
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('shows who did what in each house, narrowed by whoever asks, and whether the chains hold', async () => {
    await sql('regulation', `SELECT graphile_worker.add_job('anchor-audit', '{}'::json)`);
    await graph.until('regulator', '{ auditTrail { anchors(first: 1, house: "associations") { edges { node { seq } } } } }', {}, (data) => (data as { auditTrail: { anchors: { edges: unknown[] } } }).auditTrail.anchors.edges.length > 0);
    const { page, problems, close } = await visit('en', WIDE, '#/audit');
    const associations = page.locator('table.chains tr', { hasText: 'Associations' });
    await associations.getByText('Holds').waitFor();
    await page.getByLabel('House').selectOption('associations');
    await page.waitForURL(/house=associations/);
    await page.getByLabel('Who', { exact: true }).fill('council:council');
    await page.getByLabel('Kind of thing').fill('Tender');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(/entity=Tender/);
    await settled(page);
    const rows = page.locator('.listing tbody tr');
    await rows.getByText('Publish').first().waitFor();
    expect(await rows.filter({ hasNotText: 'council:council' }).count()).toBe(0);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
    const lines = parse(await readFile(await file.path(), 'utf8'), { bom: true }) as string[][];
    expect(lines.slice(1).every((line) => line.includes(`Tender ${tender.id}`) && /^[0-9a-f]{64}$/.test(line.at(-1) ?? ''))).toBe(true);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.waitForURL((address) => !address.hash.includes('entity='));
    // Somebody with every right on the database puts another hand in place of one that was anchored, and hashes it anew.
    await sql('associations', `ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET hash = sha256('x'); ALTER TABLE audit_entry ENABLE TRIGGER USER`);
    await page.reload();
    await associations.getByText('Broken').waitFor();
    await page.locator('table.chains tr', { hasText: 'Insurers' }).getByText('Holds').waitFor();
    expect(problems).toEqual([]);
    await close();
  }, 90_000);

  it('says who may do what in any state, as the graph has it', async () => {
    const { page, problems, close } = await visit('ar', WIDE, '#/roles?life=regulation.complaint');
    await page.getByRole('columnheader', { name: 'جهة النظر في التظلمات' }).waitFor();
    const { data } = await graph.ask('regulator', '{ roleMatrix { regulation { life { code } states { title { ar } } steps { action { title { ar } } from { title { ar } } to { title { ar } } actors { title { ar } } } } } }');
    type Named = { title: { ar: string } };
    const life = (data as unknown as { roleMatrix: { regulation: { life: { code: string }; states: Named[]; steps: { action: Named; from: Named; to: Named; actors: Named[] }[] }[] } }).roleMatrix.regulation.find(({ life: { code } }) => code === 'complaint');
    const heads = await page.locator('.matrix thead th').allInnerTexts();
    for (const { action, from, to, actors } of life?.steps ?? []) {
      for (const { title } of actors) {
        const cell = page.locator('.matrix tbody tr', { has: page.locator('th', { hasText: from.title.ar }) }).first().locator('td').nth(heads.indexOf(title.ar) - 1);
        expect(await cell.innerText()).toContain(action.title.ar);
        expect(await cell.innerText()).toContain(to.title.ar);
      }
    }
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'تصدير CSV' }).click()]);
    expect((parse(await readFile(await file.path(), 'utf8'), { bom: true }) as string[][]).length - 1).toBe(life?.states.length);
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('shows inspection cases, what is overdue first, and opens one with its clock', async () => {
    const { page, problems, close } = await visit('en', PHONE);
    await page.locator('[data-figure="INSPECTIONS_LATE"]').waitFor();
    await page.goto(`${url}/regulator#/inspections`);
    const rows = page.locator('.listing tbody tr');
    await rows.getByText('Overdue').waitFor();
    expect(await rows.nth(0).innerText()).toMatch(/Overdue[\s\S]*2 days over/);
    expect(await rows.nth(1).innerText()).toMatch(/Not yet due[\s\S]*20 days left/);
    await rows.getByRole('link', { name: 'Overdue' }).click();
    await page.getByRole('heading', { name: /Overdue/, level: 1 }).waitFor();
    await page.locator('.clock.over').getByText('2 days over').waitFor();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('shows a complaint with its decision and what it blocks, and a tender with flags, their computation and its releases', async () => {
    const { page, problems, close } = await visit('en', WIDE, '#/complaints');
    await page.locator('.listing tbody tr th a').click();
    await page.getByRole('heading', { name: 'Decision' }).waitFor();
    for (const text of ['The score is wrong.', 'It was counted twice.', 'Score it again.', 'Blocks signing']) await page.getByText(text).first().waitFor();
    await page.locator('dd a', { hasText: 'Tender' }).click();
    await page.getByRole('heading', { name: 'Red flags' }).waitFor();
    const flag = page.locator('article.flag').first();
    await flag.getByText('Computation').click();
    await flag.locator('ol li').first().waitFor();
    await flag.locator('ul li').first().waitFor();
    const releases = page.locator('.track-line li');
    expect(await releases.count()).toBeGreaterThan(1);
    const release = await releases.first().locator('a').getAttribute('href');
    expect(((await (await fetch(`${url}${release}`)).json()) as { releases: { tag: string[] }[] }).releases[0]?.tag).toEqual(['planning']);
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('narrows findings to a region and a class, on the list as on the overview', async () => {
    const { data } = await graph.ask('regulator', '{ associations(first: 1) { edges { node { region { code } } } } }');
    const region = (data as unknown as { associations: { edges: { node: { region: { code: string } } }[] } }).associations.edges[0]?.node.region.code;
    const { page, asked, problems, close } = await visit('en', WIDE, `#/?region=${region}&size=SMALL`);
    await page.locator('.tile').first().waitFor();
    await settled(page);
    const totals = await graph.ask('regulator', 'query ($region: ID) { findingTotals(region: $region, size: SMALL) { open answered } }', { region });
    const standing = (totals.data as unknown as { findingTotals: { open: number; answered: number }[] }).findingTotals.reduce((sum, { open, answered }) => sum + open + answered, 0);
    expect(await page.locator('[data-figure="FINDINGS"] .tile-value').innerText()).toBe(String(standing));
    await page.locator('[data-figure="FINDINGS"]').click();
    await page.getByRole('heading', { name: 'Findings', level: 1 }).waitFor();
    await settled(page);
    expect(JSON.parse(asked.filter(({ query }) => query.includes('PageFindings(')).at(-1)?.query ?? '{}')).toMatchObject({ variables: { filter: { region, size: 'SMALL' } } });
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it('says so when the token no longer holds, or does not reach so far', async () => {
    const { page, close } = await visit('ar', PHONE, '#/audit', false);
    await page.evaluate(() => sessionStorage.setItem('wasq.token', 'no.such.token'));
    await page.reload();
    await page.getByRole('alert').getByText('هذا الرمز غير مقبول').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    const council = await graph.token('council');
    await page.evaluate((kept) => sessionStorage.setItem('wasq.token', kept), council);
    await page.reload();
    const alert = page.getByRole('alert').first();
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/[\u0600-\u06ff]/);
    await page.locator('.listing .nothing').waitFor();
    await close();
  }, 60_000);

  it.each([
    ['ar', WIDE], ['ar', PHONE], ['en', WIDE], ['en', PHONE],
  ] as const)('has no serious barrier and nothing cut off, in %s at %j', async (locale, viewport) => {
    const { page, problems, close } = await visit(locale, viewport);
    const finding = ((await graph.ask('regulator', '{ findings(first: 1, filter: { subjectKind: MEMBER }) { edges { node { id } } } }')).data as unknown as { findings: { edges: { node: { id: string } }[] } }).findings.edges[0]?.node.id;
    for (const view of ['', 'findings', `finding/${finding}`, 'associations', 'lives?matter=AGED_OUT_COVERED', 'clocks?clock=WAITING', 'inspections', `inspection/${inspectionId}`, 'complaints', `complaint/${complaint}`, 'tenders', `tender/${tender.id}`, 'rules', 'roles', 'audit']) {
      await page.goto(`${url}/regulator#/${view}`);
      await page.locator('h1').waitFor();
      await page.locator('.tile, table, .panel').first().waitFor();
      await settled(page);
      for (const details of await page.locator('details').all()) await details.evaluate((each) => each.setAttribute('open', ''));
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run());
      const barriers = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect({ view, barriers: barriers.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`) }).toEqual({ view, barriers: [] });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${locale}-${viewport.width}-${view.replace(/\W.*/, '') || 'overview'}.png`, fullPage: true });
    }
    expect(problems).toEqual([]);
    await close();
  }, 240_000);
});
