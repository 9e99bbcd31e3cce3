import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSample } from '../../../gateway/sample/generate.ts';
import type { Sample } from '../../../gateway/sample/generate.ts';
import { sampleRequest, seedSample } from '../../../gateway/sample-seed.ts';
import { startGraph } from '../../kit/graph.ts';
import type { Caller, TestGraph } from '../../kit/graph.ts';
import { open, openTender, publish, seal, untilState } from '../../kit/story.ts';

/* A tender and its bids are judged from the moment the envelopes are open, and not before. */

let graph: TestGraph;
let sample: Sample;

beforeAll(async () => {
  graph = await startGraph();
  sample = generateSample(sampleRequest({ associations: 2, employees: 20 }));
  await seedSample(graph, { associations: 2, employees: 20 });
});
afterAll(() => graph.dispose());

const FINDINGS = `query ($kinds: FindingSubjectKind) { findings(filter: { subjectKind: $kinds }, first: 100) { edges { node {
  ruleId ruleValue appliesOn observed severity ownerSector ownerId facts { name value source } subject { kind id tender { state } bid { state insurer { id } } } } } } }`;

interface Found { readonly ruleId: string; readonly ruleValue: string; readonly observed: string; readonly ownerId: string | null; readonly subject: { readonly id: string } }
type Data = { findings: { edges: { node: Found }[] } };

async function found(as: Caller, kind: string): Promise<Found[]> {
  const { data, errors } = await graph.ask(as, FINDINGS, { kinds: kind });
  expect(errors).toBeUndefined();
  return (data as unknown as Data).findings.edges.map(({ node }) => node);
}

describe('a tender', () => {
  it('has findings of its own, and of each bid once it is open: the insurer sees its own, the council the tender\'s', async () => {
    const tender = await openTender(graph, { enquiriesEnd: 8, biddingEnds: 20 });
    await publish(graph, tender, sample);
    await untilState(graph, tender, 'BIDDING');
    const [first, second] = sample.insurers;
    expect((await seal(graph, tender, sample, 0)).problems).toEqual([]);
    expect((await seal(graph, tender, sample, 1, (body) => ({
      ...body, benefits: body.benefits.map((benefit) => (benefit.code === 'DENTAL' ? { ...benefit, value: '1999.99' } : benefit)),
      loadings: { ...body.loadings, bookDiscountBasisPoints: 500 },
    }))).problems).toEqual([]);
    expect(await found('regulator', 'BID')).toEqual([]);
    await open(graph, tender);

    const { findings } = await graph.until<Data>('regulator', FINDINGS, { kinds: 'BID' }, (data) => data.findings.edges.some(({ node }) => node.ruleId === 'B.DENTAL'));
    const dental = findings.edges.map(({ node }) => node).find(({ ruleId }) => ruleId === 'B.DENTAL');
    expect(dental).toMatchObject({
      ruleValue: '2000', observed: 'offered 1999.99, worse than the floor of 2000', severity: 'HIGH', ownerSector: 'INSURER', ownerId: second?.id,
      subject: { kind: 'BID', bid: { insurer: { id: second?.id } } }, facts: [{ name: 'benefit.offered', value: '"1999.99"', source: 'graph:insurers' }],
    });
    const officer = (n: number): Caller => ({ role: 'insurer_officer', organisation: sample.insurers[n]?.id ?? '' });
    expect((await found(officer(1), 'BID')).map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['B.DENTAL', 'G05']));
    expect((await found(officer(0), 'BID')).filter(({ ownerId }) => ownerId !== first?.id)).toEqual([]);
    const standstill = await graph.until<Data>('council', FINDINGS, { kinds: 'TENDER' }, (data) => data.findings.edges.some(({ node }) => node.ruleId === 'G15'));
    expect(standstill.findings.edges.map(({ node }) => node)).toEqual(expect.arrayContaining([expect.objectContaining({ ruleId: 'G15', ruleValue: '10', observed: 'standstill of 1 seconds, the least is 10 days', ownerSector: 'COUNCIL' })]));

    const { data } = await graph.ask('regulator', 'query ($id: ID!) { judgeCase(subject: { kind: BID, id: $id }) { rulings { ruleId verdict rule { effectiveFrom } } } }', { id: dental?.subject.id });
    const { rulings } = (data as unknown as { judgeCase: { rulings: { ruleId: string; verdict: string }[] } }).judgeCase;
    expect(rulings.filter(({ verdict }) => verdict === 'BREACH').map(({ ruleId }) => ruleId).sort()).toEqual(['B.DENTAL', 'G05']);
  });
});
