import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSample } from '../../gateway/sample/generate.ts';
import type { Sample } from '../../gateway/sample/generate.ts';
import { sampleRequest, seedSample } from '../../gateway/sample-seed.ts';
import { startGraph } from '../kit/graph.ts';
import type { TestGraph } from '../kit/graph.ts';
import { checkRecordPackage, checkReleasePackage } from '../kit/ocds-checks.ts';
import { COVER_YEAR, must, open, openTender, publish, seal, untilState } from '../kit/story.ts';
import type { StoryTender } from '../kit/story.ts';

/* One tender from its pool to its policies, read back from the public record alone. */

type Released = { id: string; tag: string[]; date: string; url: string };
type Doc = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- foreign documents, read by the test that knows their shape

let graph: TestGraph;
let sample: Sample;
let tender: StoryTender;
let ocid: string;
let base: string;
let beforeOpening: string;
/** Figures of the sealed bids, which may be seen nowhere before the opening. */
const sealed = new Set<string>();

beforeAll(async () => {
  graph = await startGraph();
  sample = generateSample(sampleRequest({ associations: 3, employees: 40 }));
  await seedSample(graph, { associations: 3, employees: 40 });
  const server = await graph.gateway.listen({ host: '127.0.0.1', port: 0 });
  base = server.url;
  graph.announce(base);
}, 120_000);

afterAll(async () => {
  await graph.dispose();
}, 60_000);

const releases = async (): Promise<Released[]> =>
  ((await graph.ask('partner', 'query ($id: ID!) { tender(id: $id) { releases { id tag date url } } }', { id: tender.id })).data as unknown as { tender: { releases: Released[] } }).tender.releases;

const untilReleased = (name: string): Promise<unknown> =>
  graph.until<{ tender: { releases: Released[] } }>('partner', 'query ($id: ID!) { tender(id: $id) { releases { id } } }', { id: tender.id }, (data) => data.tender.releases.some(({ id }) => id === `${ocid}-${name}`));

async function get(url: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string; json: Doc; headers: Headers }> {
  const response = await fetch(url, { headers });
  const text = await response.text();
  return { status: response.status, text, json: text === '' || !text.startsWith('{') ? {} : JSON.parse(text) as Doc, headers: response.headers };
}

/** Everything that is public of the tender, as one text. */
async function wholeRecord(): Promise<string> {
  const parts = await Promise.all([`${base}/ocds/records/${ocid}.json`, `${base}/ocds/packages/${ocid}.json`, `${base}/ocds/compiled-releases.jsonl`, ...(await releases()).map(({ url }) => url)].map((url) => get(url)));
  for (const { status } of parts) expect(status).toBe(200);
  return parts.map(({ text }) => text).join('\n');
}

describe('a tender\'s public record', () => {
  it('begins when the pool opens and grows with the publication', async () => {
    tender = await openTender(graph, { enquiriesEnd: 6, biddingEnds: 15 });
    const { data } = await graph.ask('council', 'query ($id: ID!) { tender(id: $id) { ocid } }', { id: tender.id });
    ({ ocid } = (data as unknown as { tender: { ocid: string } }).tender);
    await untilReleased('planning');
    await publish(graph, tender, sample);
    await untilReleased('tender');
    expect((await releases()).map(({ tag }) => tag)).toEqual([['planning'], ['tender']]);
  }, 60_000);

  it('tells nothing of the sealed bids, not even how many there are', async () => {
    await untilState(graph, tender, 'BIDDING');
    for (const order of [0, 1, 2]) {
      const { problems } = await seal(graph, tender, sample, order, (body) => {
        for (const { annualPremium } of body.rates) sealed.add(annualPremium);
        return body;
      });
      expect(problems).toEqual([]);
    }
    beforeOpening = await wholeRecord();
    for (const { id, crNumber } of sample.insurers) {
      expect(beforeOpening).not.toContain(id);
      expect(beforeOpening).not.toContain(crNumber);
    }
    expect(beforeOpening).not.toMatch(/"bids"|numberOfTenderers|tenderers/);
    const { data } = await graph.ask('regulator', 'query ($id: ID!) { tender(id: $id) { redFlags { code group subject value threshold steps inputs { name value } computedAt overReleases tendersCompared settings title { en } } } }', { id: tender.id });
    // Seconds, not fifteen days: what needs no bid is told at once.
    expect(data).toMatchObject({ tender: { redFlags: [{ code: 'R003', group: 'OCID', subject: ocid, value: 1, threshold: 15, overReleases: [`${ocid}-planning`, `${ocid}-tender`], tendersCompared: 1 }] } });
    const council = await graph.ask('council', 'query ($id: ID!) { tender(id: $id) { redFlags { code } } }', { id: tender.id });
    expect(council.data).toEqual({ tender: { redFlags: null } });
    const stranger = await graph.ask('partner', 'query ($id: ID!) { tender(id: $id) { redFlags { code } } }', { id: tender.id });
    expect(stranger.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  }, 60_000);

  it('tells who bid once the envelopes are open, and what they asked for with the notice', async () => {
    await open(graph, tender);
    await untilReleased('opening');
    const opening = (await get((await releases())[2]?.url ?? '')).json['releases'][0] as Doc;
    expect(opening).toMatchObject({ tag: ['tenderUpdate'], tender: { status: 'complete', numberOfTenderers: 3 } });
    expect(opening['bids'].details.map(({ status, value }: Doc) => [status, value])).toEqual([1, 2, 3].map(() => ['pending', undefined]));

    await must(graph, 'council', 'startEvaluation', { tenderId: tender.id });
    type Data = { tender: { lots: [{ evaluation: { bids: { bid: { id: string }; qualified: boolean | null; listBill: { amount: string } }[] }; award: { id: string; insurer: { id: string } } | null }] } };
    const read = async (): Promise<Data> => (await graph.ask('council', 'query ($id: ID!) { tender(id: $id) { lots { evaluation { bids { bid { id } qualified listBill { amount } } } award { id insurer { id } } } } }', { id: tender.id })).data as unknown as Data;
    for (const { bid, qualified } of (await read()).tender.lots[0].evaluation.bids) {
      if (qualified === null) await graph.tell('council', 'judgeBid', 'JudgeBidInput', { tenderId: tender.id, bidId: bid.id, qualified: true, reason: 'In order.' }, 'tender { id }');
    }
    await must(graph, 'council', 'proposeAward', { tenderId: tender.id });
    await untilReleased('award');
    const [lot] = (await read()).tender.lots;
    const award = (await get((await releases()).find(({ tag }) => tag.includes('award'))?.url ?? '')).json['releases'][0] as Doc;
    const told = award['bids'].details.map(({ id, status, value }: Doc) => [id, status, value.amount.toFixed(2)]);
    expect(told.sort()).toEqual(lot.evaluation.bids.map(({ bid, listBill }) => [bid.id, 'valid', listBill.amount]).sort());
    expect(award['awards']).toMatchObject([{ id: lot.award?.id, status: 'pending', suppliers: [{ id: lot.award?.insurer.id }], relatedLots: [tender.lotId] }]);

    await untilState(graph, tender, 'AWARDED');
    await graph.tell('council', 'signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId: lot.award?.id }, 'frameworkAgreement { id }');
    const { frameworkAgreement } = await graph.tell<{ frameworkAgreement: { id: string } }>({ role: 'insurer_officer', organisation: lot.award?.insurer.id ?? '' }, 'signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId: lot.award?.id }, 'frameworkAgreement { id }');
    await untilReleased('contract');
    for (const { id } of sample.associations) {
      const { problems } = await graph.tell({ role: 'association_officer', organisation: id }, 'callOffPolicy', 'CallOffPolicyInput', { associationId: id, frameworkAgreementId: frameworkAgreement.id, inceptionDate: `${COVER_YEAR}-01-01` }, 'callOff { id }');
      expect(problems).toEqual([]);
    }
    const met = async (): Promise<number> => {
      const { compiledRelease } = (await get(`${base}/ocds/records/${ocid}.json`)).json['records'][0] as Doc;
      return ((compiledRelease['contracts'][0].implementation?.milestones ?? []) as Doc[]).filter(({ status }) => status === 'met').length;
    };
    for (const end = Date.now() + 20_000; (await met()) < sample.associations.length;) {
      if (Date.now() > end) throw new Error('the policies were not released');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }, 120_000);

  it('is a row of releases in the order of things, none of which is ever changed', async () => {
    const made = await releases();
    expect(made.map(({ tag }) => tag[0]).slice(0, 7)).toEqual(['planning', 'tender', 'tenderUpdate', 'award', 'awardUpdate', 'contract', 'implementation']);
    expect(made.slice(7).every(({ tag }) => tag[0] === 'implementationUpdate')).toBe(true);
    expect([...made].sort((a, b) => (a.date < b.date ? -1 : 1))).toEqual(made);
    // What was public before the opening still is, word for word.
    const known = (await get(made[1]?.url ?? '')).text;
    expect(beforeOpening).toContain(known);
  }, 60_000);

  it('is valid by the standard, and compiles to what the graph says now', async () => {
    const record = await get(`${base}/ocds/records/${ocid}.json`);
    const all = await get(`${base}/ocds/packages/${ocid}.json`);
    expect(checkRecordPackage(record.json)).toEqual([]);
    expect(checkReleasePackage(all.json)).toEqual([]);
    for (const { url } of await releases()) expect(checkReleasePackage((await get(url)).json)).toEqual([]);
    // For whoever has the standard's own schemas at hand: the packages, to be checked against them.
    if (process.env['OCDS_DUMP'] !== undefined) await writeFile(process.env['OCDS_DUMP'], JSON.stringify([record.json, all.json]));
    const { compiledRelease: compiled, versionedRelease: versioned } = record.json['records'][0] as Doc;
    expect(compiled).toMatchObject({ ocid, tag: ['compiled'], tender: { status: 'complete', numberOfTenderers: 3 }, awards: [{ status: 'active' }], contracts: [{ status: 'active' }] });
    expect(versioned['tender'].status.map(({ value }: Doc) => value)).toEqual(['planning', 'active', 'complete']);
    expect(versioned['awards'][0].status.map(({ value }: Doc) => value)).toEqual(['pending', 'active']);
    expect(compiled['parties'].filter(({ roles }: Doc) => roles.includes('supplier'))).toHaveLength(1);
    expect(compiled['parties'].filter(({ roles }: Doc) => roles.includes('buyer')).length).toBe(sample.associations.length + 1);
  }, 60_000);

  it('holds no person, and of the bids no rate', async () => {
    const everything = await wholeRecord();
    for (const association of sample.associations) {
      for (const { nationalId, fullNameAr } of sample.people(association)) {
        expect(everything).not.toContain(nationalId);
        expect(everything).not.toContain(fullNameAr);
      }
    }
    for (const role of ['council', 'review_body', 'regulator', 'association_officer', 'insurer_officer']) expect(everything).not.toContain(`${role}:`);
    expect(sealed.size).toBeGreaterThan(10);
    // A rate may equal the beginning of another figure; as a figure of its own it stands nowhere.
    const figures = new Set(everything.match(/(?<=:)\d+(\.\d+)?(?=[,}])/g)?.map((figure) => Number(figure).toFixed(2)));
    for (const rate of sealed) expect(figures.has(rate)).toBe(false);
  }, 60_000);

  it('is cached by who reads it, read only, and says when there is nothing', async () => {
    const address = `${base}/ocds/records/${ocid}.json`;
    const first = await get(address);
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toContain('public');
    expect((await get(address, { 'if-none-match': etag })).status).toBe(304);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
    for (const path of ['/ocds/records/ocds-none.json', `/ocds/releases/${ocid}/none.json`, '/ocds/', '/ocds/releases/%E0%A4%A/x.json', `/ocds/releases/${ocid}.json`]) expect((await get(`${base}${path}`)).status).toBe(404);
  }, 60_000);

  it('shows the council the red flags once the award stands', async () => {
    const flags = 'query ($id: ID!) { tender(id: $id) { redFlags { code group } recordUrl } }';
    const { data } = await graph.ask('council', flags, { id: tender.id });
    const read = data as unknown as { tender: { redFlags: { code: string }[]; recordUrl: string } };
    expect(read.tender.redFlags.map(({ code }) => code)).toContain('R003');
    expect(read.tender.recordUrl).toBe(`${base}/ocds/records/${ocid}.json`);
  }, 60_000);
});
