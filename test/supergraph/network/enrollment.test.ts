import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../gateway/embedded/free-port.ts';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { sampleRequest, seedSample } from '../../../gateway/sample-seed.ts';
import { coverageIdOf } from '../../../subgraphs/insurers/domain/cover/coverage-id.ts';
import { CONFORMS, until } from '../../gateway/registry/registry-house.ts';
import { startGraph } from '../../kit/graph.ts';
import type { Caller, TestGraph } from '../../kit/graph.ts';
import { openOtherInsurer } from '../../kit/other-insurer/open.ts';
import type { OtherInsurer } from '../../kit/other-insurer/open.ts';
import { COVER_YEAR, open, openTender, publish, seal, toAgreement, untilState } from '../../kit/story.ts';
import { comeIn } from './come-in.ts';

/*
 * The whole graph, and an insurer outside it: an association's batch is told to the insurer's own server, answered line
 * by line, while that server is down, while its answers are lost, and when it is there.
 */

const SIZE = { associations: 2, employees: 20 };
const sample = generateSample(sampleRequest(SIZE));
const association = sample.associations[0] as (typeof sample.associations)[number];
const people = [...sample.people(association)];
const officer: Caller = { role: 'association_officer', organisation: association.id };

interface Line { id: string; state: string; member: { id: string }; problem: { code: string; message: string } | null; coverage: { id: string; card: { cardNumber: string } | null; eligibility: { eligible: boolean } | null } | null }
interface Batch { state: string; lineCount: number; eligible: number; accepted: number; refused: number; lines: { edges: { node: Line }[] } }
interface Told { readonly idempotencyKey: string; readonly insurerId: string; readonly policyId: string; readonly batchId: string; readonly lines: readonly { readonly lineId: string; readonly coverageId: string }[] }

let graph: TestGraph;
let other: OtherInsurer | null = null;
let insurerId: string;
let policyId: string;
let batchId: string;
let knownAlready: string;
let challenge = '';
let port: number;
/** What the insurer was told, as it came. */
const told: Told[] = [];
let lost = 0;

async function openInsurer(): Promise<void> {
  other = await openOtherInsurer({
    insurerId, port,
    keys: () => Promise.resolve(graph.gateway.jwks.keys),
    // It knows one of them from elsewhere, and takes no life twice.
    carried: [{ id: coverageIdOf(policyId, knownAlready), policyId, term: { inceptionDate: `${COVER_YEAR}-01-01`, expiryDate: `${COVER_YEAR}-12-31` }, from: `${COVER_YEAR}-01-01`, policyClass: 'C' }],
    challenge: () => challenge,
    onBody(body) {
      const { query, variables } = JSON.parse(body) as { query: string; variables: { input: Told } };
      if (query.includes('enrollLines')) told.push(variables.input);
    },
    isHeard: (body) => !body.includes('enrollLines') || ++lost > 2,
  });
}

async function tell<Payload>(as: Caller, mutation: string, input: Record<string, unknown>, selection: string, inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`): Promise<Payload> {
  const { problems, ...payload } = await graph.tell<Payload>(as, mutation, inputType, input, selection);
  expect({ mutation, problems }).toEqual({ mutation, problems: [] });
  return payload as Payload;
}

const BATCH = `query ($id: ID!, $on: Date!) { enrollmentBatch(id: $id) { state lineCount eligible accepted refused lines(first: 100) { edges { node {
  id state member { id } problem { code message } coverage { id card { cardNumber } eligibility(on: $on) { eligible } } } } } } }`;
const untilBatch = async (holds: (batch: Batch) => boolean): Promise<Batch> =>
  (await graph.until<{ enrollmentBatch: Batch }>(officer, BATCH, { id: batchId, on: `${COVER_YEAR}-06-01` }, ({ enrollmentBatch }) => holds(enrollmentBatch))).enrollmentBatch;

const livesOfPolicy = async (): Promise<number | undefined> => {
  const { data } = await graph.ask(officer, 'query ($i: ID!, $p: ID!, $on: Date!) { policy(insurerId: $i, id: $p) { lives(on: $on) } }', { i: insurerId, p: policyId, on: `${COVER_YEAR}-06-01` });
  return (data as unknown as { policy: { lives: number } | null } | undefined)?.policy?.lives;
};

beforeAll(async () => {
  graph = await startGraph({ admission: { check: () => Promise.resolve([]), conform: () => Promise.resolve(CONFORMS) } });
  await seedSample(graph, SIZE);
  const tender = await openTender(graph);
  await publish(graph, tender, sample);
  await untilState(graph, tender, 'BIDDING');
  for (const order of [0, 1]) expect((await seal(graph, tender, sample, order)).problems).toEqual([]);
  await open(graph, tender);
  const signed = await toAgreement(graph, tender);
  insurerId = signed.insurerId;
  const { callOff } = await tell<{ callOff: { id: string } }>(officer, 'callOffPolicy', { associationId: association.id, frameworkAgreementId: signed.agreementId, inceptionDate: `${COVER_YEAR}-01-01` }, 'callOff { id }');
  const { association: { callOffs } } = await graph.until<{ association: { callOffs: { edges: { node: { state: string; policy: { id: string } | null } }[] } } }>(officer,
    'query ($id: ID!) { association(id: $id) { callOffs { edges { node { state policy { id } } } } } }', { id: association.id }, (data) => data.association.callOffs.edges[0]?.node.state === 'POLICY_ISSUED');
  policyId = callOffs.edges[0]?.node.policy?.id ?? '';

  const { batch } = await tell<{ batch: { id: string } }>(officer, 'createEnrollmentBatch', { callOffId: callOff.id, wholeRoster: 'ADD' }, 'batch { id }');
  batchId = batch.id;
  const validated = await untilBatch(({ state }) => state === 'VALIDATED');
  for (const { node } of validated.lines.edges.filter((edge) => edge.node.state === 'NEEDS_PERSON')) await tell(officer, 'excludeEnrollmentLine', { lineId: node.id }, 'batch { id }');
  knownAlready = validated.lines.edges.find(({ node }) => node.state === 'ELIGIBLE')?.node.member.id ?? '';

  port = await freePort();
  await openInsurer();
  await comeIn(graph, { insurerId, namespace: 'elsewhere', url: `http://127.0.0.1:${port}/graphql`, prove: (token) => void (challenge = token) });
}, 400_000);

afterAll(async () => {
  await other?.close();
  await graph.dispose();
}, 60_000);

describe('an enrollment batch for an insurer with a server of its own', () => {
  it('waits while that server is down, and nothing is written', async () => {
    await other?.close();
    const idempotencyKey = randomUUID();
    const submit = () => tell<{ batch: { id: string; state: string } }>(officer, 'submitEnrollmentBatch', { idempotencyKey, batchId }, 'batch { id }', 'EnrollmentBatchCommandInput');
    expect(await submit()).toEqual(await submit());
    await until(() => graph.log.some((line) => line.includes('ApplyEnrollmentBatchTell')) && graph.log.some((line) => line.includes('PROVIDER_UNREACHABLE')), 'the first attempt to fail');
    expect((await untilBatch(() => true)).state).toBe('SUBMITTED');
    expect([await livesOfPolicy(), told]).toEqual([0, []]);
  }, 120_000);

  it('is told again under the same key when answers are lost, and answered line by line when they are not', async () => {
    await openInsurer();
    const applied = await untilBatch(({ state }) => state === 'APPLIED');
    const [first, ...again] = told;
    // Two answers were lost on their way: the insurer had taken the lines by then.
    expect(again.length).toBeGreaterThanOrEqual(2);
    expect(again.every((each) => JSON.stringify(each) === JSON.stringify(first))).toBe(true);
    expect(first).toMatchObject({ insurerId, policyId, batchId });
    const eligible = applied.lines.edges.filter(({ node }) => first?.lines.some(({ lineId }) => lineId === node.id));
    expect(eligible).toHaveLength(first?.lines.length ?? -1);

    const refused = eligible.filter(({ node }) => node.state === 'REFUSED').map(({ node }) => node);
    expect(refused).toEqual([expect.objectContaining({
      member: { id: knownAlready }, coverage: null, problem: { code: 'LINE_REFUSED_BY_INSURER', message: expect.stringContaining('COVERED') },
    })]);
    expect(applied.accepted).toBe(eligible.length - 1);
    expect(await livesOfPolicy()).toBe(eligible.length - 1);
  }, 400_000);

  it('leaves every life covered once, by the card that the insurer itself answers', async () => {
    const { lines } = await untilBatch(() => true);
    const covered = lines.edges.map(({ node: { coverage } }) => coverage).filter((coverage) => coverage !== null);
    expect(covered.length).toBeGreaterThan(1);
    expect(covered.map(({ id, card, eligibility }) => [id, card?.cardNumber, eligibility?.eligible])).toEqual(covered.map(({ id }) => [id, `SBX-${id.slice(-8)}`, true]));
  }, 60_000);

  it('names nobody to the insurer', () => {
    const sent = JSON.stringify(told);
    expect(people.filter(({ id, nationalId, fullNameAr }) => [id, nationalId, fullNameAr].some((secret) => sent.includes(secret)))).toEqual([]);
    expect(sent).toContain(insurerId);
  });
});
