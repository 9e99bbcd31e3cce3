import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { BidBody } from '../../../schema/contracts/bid-body.ts';
import { sampleRequest, seedSample } from '../../../gateway/sample-seed.ts';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { startGraph } from '../../kit/graph.ts';
import type { Caller, TestGraph } from '../../kit/graph.ts';
import { COVER_YEAR, inSeconds, must, open, pace, publish, seal, untilState } from '../../kit/story.ts';
import { startProcess } from '../../kit/process.ts';

/*
 * A tender of two lots. Whoever lost the first complains in standstill and is upheld: that lot is evaluated anew and
 * awarded to another, while the second goes its own way. Every house is part of it, and each one's trail says for whom it acted.
 */

const SIZE = { associations: 2, employees: 40 };
const sample = generateSample(sampleRequest(SIZE));
const CLASSES = [['VIP', 'A'], ['B', 'C']] as const;

let graph: TestGraph;
let server: Server;
let tender: { readonly id: string; readonly lotId: string };
let lots: readonly string[];

interface Award { readonly id: string; readonly state: string; readonly insurer: { readonly id: string }; readonly standstillEndsAt: string | null; readonly frameworkAgreement: { readonly signedByInsurerAt: string | null } | null }
interface Lot { readonly id: string; readonly award: Award | null; readonly evaluation: { readonly bids: readonly { readonly bid: { readonly id: string; readonly insurer: { readonly id: string } }; readonly rank: number | null }[] } | null }
interface Read { readonly tender: { readonly state: string; readonly lots: readonly Lot[]; readonly signingBlocks: readonly { readonly lotId: string | null }[]; readonly releases: readonly { readonly tag: readonly string[]; readonly url: string }[]; readonly recordUrl: string | null } }

const TENDER = `query ($id: ID!) { tender(id: $id) { state signingBlocks { lotId } releases { tag url } recordUrl lots { id
  award { id state insurer { id } standstillEndsAt frameworkAgreement { signedByInsurerAt } } evaluation { bids { bid { id insurer { id } } rank } } } } }`;

const until = async (holds: (read: Read['tender']) => boolean): Promise<Read['tender']> => (await graph.until<Read>('council', TENDER, { id: tender.id }, (data) => holds(data.tender))).tender;
const now = (): Promise<Read['tender']> => until(() => true);
const insurer = (id: string | undefined): Caller => ({ role: 'insurer_officer', organisation: id ?? '' });
const sign = async (as: Caller, awardId: string | undefined): Promise<string | undefined> =>
  (await graph.tell(as, 'signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId }, 'frameworkAgreement { id }')).problems[0]?.code;
const act = async (as: Caller, complaintId: string, action: string, more: object = {}): Promise<string | undefined> =>
  (await graph.tell(as, 'actOnComplaint', 'ActOnComplaintInput', { complaintId, action, ...more }, 'complaint { state }')).problems[0]?.code;

interface Entry { readonly subject: string; readonly roles: readonly string[]; readonly onBehalfOf: string | null; readonly action: string }

async function trail(house: string, filter: object): Promise<readonly Entry[]> {
  const { data } = await graph.ask('regulator', `query ($filter: AuditFilter) { auditTrail { ${house}(first: 50, filter: $filter) { edges { node { subject roles onBehalfOf action } } } } }`, { filter });
  return (data as unknown as { auditTrail: Record<string, { edges: { node: Entry }[] }> }).auditTrail[house]?.edges.map(({ node }) => node) ?? [];
}

/** Seconds a lot stands still, twice. */
const STANDSTILL = 15;

beforeAll(async () => {
  graph = await startGraph();
  server = createServer((request, response) => void graph.houses.regulation.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await seedSample(graph, SIZE);
  const slower = pace();
  const { tender: made, problems } = await graph.tell<{ tender: { id: string; lots: { id: string }[] } }>('council', 'createTender', 'CreateTenderInput', {
    titleAr: 'منافسة بحزمتين', titleEn: 'Two lots', minimumAssociations: 2, minimumLives: 10, minimumBids: 1,
    lots: CLASSES.map((policyClasses) => ({ titleAr: policyClasses.join(), titleEn: policyClasses.join(), policyClasses, regions: [], requiredBenefits: [] })),
    criteria: [{ code: 'PRICE', weightBasisPoints: 10_000 }], coverFrom: `${COVER_YEAR}-01-01`, coverTo: `${COVER_YEAR}-12-31`, complaintBody: 'Review body',
    poolingEndsAt: inSeconds(7 * slower), enquiriesEndAt: inSeconds(8 * slower), biddingEndsAt: inSeconds(25 * slower), standstillSeconds: Math.round(STANDSTILL * slower),
  }, 'tender { id lots { id } }');
  expect(problems).toEqual([]);
  lots = made.lots.map(({ id }) => id);
  tender = { id: made.id, lotId: lots[0] ?? '' };
  await must(graph, 'council', 'openPooling', { tenderId: tender.id });
  await publish(graph, tender, sample);
  await untilState(graph, tender, 'BIDDING');
  for (const [at, lotId] of lots.entries()) {
    const ofLot = (body: BidBody): BidBody => {
      const own = <Row extends { policyClass: string }>(rows: readonly Row[]): Row[] => rows.filter(({ policyClass }) => (CLASSES[at] as readonly string[]).includes(policyClass));
      return { ...body, rates: own(body.rates), standaloneQuotes: body.standaloneQuotes.map((quote) => ({ ...quote, rates: own(quote.rates) })) };
    };
    for (const order of [0, 1]) expect((await seal(graph, { ...tender, lotId }, sample, order, ofLot)).problems).toEqual([]);
  }
  await open(graph, tender);
  await must(graph, 'council', 'startEvaluation', { tenderId: tender.id });
  for (const { evaluation } of (await now()).lots) {
    for (const { bid } of evaluation?.bids ?? []) expect((await graph.tell('council', 'judgeBid', 'JudgeBidInput', { tenderId: tender.id, bidId: bid.id, qualified: true, reason: 'Complete.' }, 'tender { state }')).problems).toEqual([]);
  }
  await must(graph, 'council', 'proposeAward', { tenderId: tender.id });
}, 240_000);
afterAll(async () => {
  server.close();
  await graph.dispose();
}, 60_000);

describe('a complaint that is upheld in standstill', () => {
  let complaintId: string;
  let first: Award | null;

  it('blocks the signing of its lot, and of no other', async () => {
    const standing = await now();
    first = standing.lots[0]?.award ?? null;
    const loser = standing.lots[0]?.evaluation?.bids.find(({ bid }) => bid.insurer.id !== first?.insurer.id)?.bid.insurer.id;
    const { complaint, problems } = await graph.tell<{ complaint: { id: string; state: string } | null }>(insurer(loser), 'fileComplaint', 'FileComplaintInput', { tenderId: tender.id, lotId: lots[0], grounds: 'The scores are wrong.' }, 'complaint { id state }');
    expect([problems, complaint?.state]).toEqual([[], 'FILED']);
    complaintId = complaint?.id ?? '';
    const after = await until(({ lots: [, other] }) => other?.award?.state === 'ACTIVE');
    expect(after.signingBlocks).toEqual([{ lotId: lots[0] }]);
    expect(after.lots[0]?.award?.state).toBe('PENDING');
    expect(await sign('council', first?.id)).toBe('SIGNING_BLOCKED');
    expect(await sign('council', after.lots[1]?.award?.id)).toBeUndefined();
    expect(await sign(insurer(after.lots[1]?.award?.insurer.id), after.lots[1]?.award?.id)).toBeUndefined();
  }, 120_000);

  it('is decided by the review body, never by the council, the regulator or a party', async () => {
    for (const as of ['council', 'regulator', insurer(first?.insurer.id)] as const) {
      const query = 'mutation ($input: ActOnComplaintInput!) { actOnComplaint(input: $input) { complaint { state } problems { code } } }';
      const { data, errors } = await graph.ask(as, query, { input: { idempotencyKey: randomUUID(), complaintId, action: 'ADMIT' } });
      const code = errors?.[0]?.extensions['code'] ?? (data as unknown as { actOnComplaint: { problems: { code: string }[] } }).actOnComplaint.problems[0]?.code;
      expect(code).toBe(as === 'regulator' ? 'FORBIDDEN' : 'NOT_YOURS');
    }
    expect(await act('review_body', complaintId, 'ADMIT')).toBeUndefined();
    expect(await act('review_body', complaintId, 'START_REVIEW')).toBeUndefined();
    expect(await act('review_body', complaintId, 'UPHOLD', { reason: 'A score was not given.', remedy: 'Evaluate anew.', remedyKind: 'RE_EVALUATION' })).toBeUndefined();
  });

  it('returns that lot to evaluation, sets its award aside and leaves the signed one alone', async () => {
    const during = await until(({ state }) => state === 'EVALUATION');
    expect(during.lots[0]?.award).toMatchObject({ id: first?.id, state: 'CANCELLED' });
    expect(during.lots[0]?.evaluation?.bids.map(({ rank }) => rank)).toEqual([null, null]);
    expect(during.lots[1]?.award).toMatchObject({ state: 'ACTIVE' });
    expect(during.lots[1]?.award?.frameworkAgreement?.signedByInsurerAt).not.toBeNull();
    expect(await sign('council', first?.id)).toBeDefined();
  });

  it('ends in a new award to another, a new standstill and the signatures of both', async () => {
    for (const { bid } of (await now()).lots[0]?.evaluation?.bids ?? []) {
      const qualified = bid.insurer.id !== first?.insurer.id;
      expect((await graph.tell('council', 'judgeBid', 'JudgeBidInput', { tenderId: tender.id, bidId: bid.id, qualified, reason: qualified ? 'Complete.' : 'The score that was missing is below what is asked.' }, 'tender { state }')).problems).toEqual([]);
    }
    await must(graph, 'council', 'proposeAward', { tenderId: tender.id });
    const again = (await now()).lots[0]?.award;
    expect(again).toMatchObject({ state: 'PENDING' });
    expect([again?.id === first?.id, again?.insurer.id === first?.insurer.id]).toEqual([false, false]);
    expect(Date.parse(again?.standstillEndsAt ?? '')).toBeGreaterThan(Date.parse(first?.standstillEndsAt ?? ''));
    // While the remedy is not reported as done, the lot stays blocked however long.
    expect(await sign('council', again?.id)).toBeDefined();
    expect(await act('council', complaintId, 'MARK_REMEDIED', { reason: 'Evaluated anew.' })).toBeUndefined();
    await until(({ lots: [lot] }) => lot?.award?.state === 'ACTIVE');
    expect(await sign('council', again?.id)).toBeUndefined();
    expect(await sign(insurer(again?.insurer.id), again?.id)).toBeUndefined();
    expect((await until(({ state }) => state === 'CONTRACTED')).signingBlocks).toEqual([]);
  }, 180_000);

  it('is told in the releases: two awards of the lot, the first one cancelled, and a contract for each lot', async () => {
    const { recordUrl } = await until(({ releases }) => releases.filter(({ tag }) => tag.includes('contract')).length > 0 && releases.some(({ tag }) => tag.includes('awardCancellation')));
    const { port } = server.address() as AddressInfo;
    const package_ = await (await fetch(`http://127.0.0.1:${port}${new URL(recordUrl ?? '').pathname}`)).json();
    const { records: [record] } = package_ as { records: { compiledRelease: { awards: { id: string; status: string; relatedLots: string[] }[]; contracts?: { awardID: string }[] } }[] };
    const { awards, contracts } = record?.compiledRelease ?? { awards: [] };
    expect(awards.filter(({ relatedLots }) => relatedLots.includes(lots[0] ?? '')).map(({ id, status }) => [id === first?.id, status]).sort()).toEqual([[false, 'active'], [true, 'cancelled']]);
    expect(new Set(contracts?.map(({ awardID }) => awardID))).toEqual(new Set(awards.filter(({ status }) => status === 'active').map(({ id }) => id)));
  });

  it('is in the trail of each house, and says for whom it acted', async () => {
    const decided = await trail('regulation', { entity: 'Complaint', entityId: complaintId });
    expect(decided.map(({ action, roles }) => [action, roles[0]]).reverse()).toEqual([
      ['FILE', 'insurer_officer'], ['ADMIT', 'review_body'], ['START_REVIEW', 'review_body'], ['UPHOLD', 'review_body'], ...decided.filter(({ subject }) => subject === 'timer').map(({ action }) => [action, undefined]), ['MARK_REMEDIED', 'council'],
    ]);
    const [returned] = (await trail('associations', { entityId: tender.id })).filter(({ action }) => action === 'RETURN_TO_EVALUATION');
    expect(returned).toMatchObject({ subject: 'house:regulation', onBehalfOf: 'review_body:review_body (review_body)' });
    // The key was made by the regulators' house for the council, the judgements kept by the insurers' house, too.
    const [issued] = (await trail('regulation', { entity: 'SealingKey' })).filter(({ action }) => action === 'ISSUE');
    expect(issued).toMatchObject({ subject: 'house:associations', onBehalfOf: 'council:council (council)' });
    const judged = (await trail('insurers', { entity: 'Bid' })).filter(({ subject }) => subject === 'house:associations');
    expect(judged.length).toBeGreaterThan(0);
    expect(new Set(judged.map(({ onBehalfOf }) => onBehalfOf))).toContain('council:council (council)');
    // Hashes and times of bids are recorded by the insurers' house for the officers who sealed them.
    const recorded = (await trail('associations', { entity: 'BidCommitment' })).concat(await trail('associations', { entityId: tender.id })).filter(({ subject }) => subject === 'house:insurers');
    expect(new Set(recorded.map(({ onBehalfOf }) => onBehalfOf))).toEqual(new Set(sample.insurers.slice(0, 2).map(({ id }) => `insurer_officer:${id} (${id})`)));
  });

  it('leaves chains that hold', async () => {
    const env = Object.fromEntries(['associations', 'insurers', 'registry', 'regulation'].map((house) => [`${house.toUpperCase()}_DATABASE_URL`, graph.databases.get(house)?.appUrl ?? '']));
    const run = startProcess(['gateway/audit/main.ts', 'verify'], env);
    expect([await run.ended, (run.output() + run.errors()).match(/entries, whole/g)?.length]).toEqual([0, 4]);
  }, 180_000);
});
