import { mkdtemp, readFile, rm, truncate, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet } from 'jose';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import type { EnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { judge } from '../../../gateway/composition/governance/judge.ts';
import { runConformance } from '../../../gateway/registry/conformance/run-conformance.ts';
import { createSession } from '../../../gateway/registry/conformance/conformance-session.ts';
import type { ConformanceSession } from '../../../gateway/registry/conformance/conformance-session.ts';
import { openInsurer } from '../../../subgraphs/example-insurer/insurer.ts';
import type { OpenInsurer } from '../../../subgraphs/example-insurer/insurer.ts';
import { openBook } from '../../../subgraphs/example-insurer/store/book.ts';
import type { Book } from '../../../subgraphs/example-insurer/store/book.ts';
import { readBaseGraph } from '../../../gateway/composition/governance/base-graph.ts';
import { readHouses } from '../../../schema/tools/houses.ts';
import { ROOT } from '../../kit/source-file.ts';

const INSURER = '0190a0a0-0000-7000-8000-0000000000e1';
const PLAN = '0190a0a0-0000-7000-8000-0000000000e2';

let signer: EnvelopeSigner;
let folder: string;
let insurer: OpenInsurer;
let session: ConformanceSession;
let readings: string[];

beforeAll(async () => {
  signer = await createEnvelopeSigner();
});

beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-insurer-`);
  readings = [];
  insurer = await open();
  session = sessionOf(insurer);
});

afterEach(async () => {
  await insurer.close();
  await rm(folder, { recursive: true, force: true });
});

/** The book with every reading of it told. */
function counted(book: Book): Book {
  return new Proxy(book, {
    get(target, name: keyof Book) {
      if (typeof target[name] === 'function') readings.push(name);
      return target[name];
    },
  });
}

async function open(port = 0): Promise<OpenInsurer> {
  return openInsurer({
    insurerId: INSURER, plans: new Set([PLAN]), book: counted(await openBook(`${folder}/journal`)), now: () => new Date(), host: '127.0.0.1', port,
    keys: createLocalJWKSet(signer.jwks), contract: await readFile(new URL('../../../schema/insurer-network.graphql', import.meta.url), 'utf8'), challengeFile: `${folder}/challenge`, namespace: 'example',
  });
}

const sessionOf = ({ url }: OpenInsurer): ConformanceSession => createSession({ url, insurerId: INSURER, signer, mode: 'SANDBOX', deadlineMs: 20_000 });

async function enrolled(count: number): Promise<string[]> {
  const lines = Array.from({ length: count }, () => session.line({ coverageId: session.newId(), maintenanceType: 'ADD' }));
  const { answers } = await session.enroll(lines);
  expect(answers?.every((each) => each['accepted'])).toBe(true);
  return lines.map(({ coverageId }) => coverageId);
}

describe('the example insurer', () => {
  it('keeps the whole contract', async () => {
    const { checks, grade } = await runConformance({ url: insurer.url, insurerId: INSURER, signer, mode: 'SANDBOX', deadlineMs: 20_000 });
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(grade).toBe('A');
  }, 60_000);

  it('reads once for however many references', async () => {
    const lives = await enrolled(300);
    readings.length = 0;
    const selection = '... on Coverage { id card { cardNumber } preAuthorizations { edges { node { id status coverage { id } } } } }';
    const { entities } = await session.entities(lives.map((id) => session.coverage(id)), selection);
    expect(entities?.length).toBe(300);
    expect(readings.sort()).toEqual(['coversById', 'preAuthorizationsOfCovers', 'standingsOfPolicies']);
  }, 60_000);

  it('knows after a restart what it was told, and answers what is told again as before', async () => {
    const lines = [session.line({ coverageId: session.newId(), maintenanceType: 'ADD' })];
    const told = { idempotencyKey: session.newId(), batchId: session.newId() };
    const { answers } = await session.enroll(lines, told);
    await insurer.close();
    // At its old address, so that the session, and with it the policy, is the same.
    insurer = await open(Number(new URL(insurer.url).port));
    const { entities } = await session.entities([session.coverage(lines[0]!.coverageId)], '... on Coverage { id }');
    expect(entities).toEqual([{ __typename: 'Coverage', id: lines[0]!.coverageId }]);
    expect((await session.enroll(lines, told)).answers).toEqual(answers);
  }, 60_000);

  it('knows after a restart where a policy stands, and answers a key that is told again as before', async () => {
    const [life] = await enrolled(1);
    const told = { standing: 'SUSPENDED', version: 3, idempotencyKey: session.newId() } as const;
    const status = async (): Promise<unknown> => {
      const { entities } = await session.entities([session.coverage(life!)], `... on Coverage { eligibility(on: "${session.firstDay}") { status } }`);
      return (entities?.[0] as { eligibility: { status: string } }).eligibility.status;
    };
    expect([(await session.tellStanding(told)).version, await status()]).toEqual([3, 'COVERAGE_SUSPENDED']);
    await insurer.close();
    insurer = await open(Number(new URL(insurer.url).port));
    expect([await status(), (await session.tellStanding(told)).version]).toEqual(['COVERAGE_SUSPENDED', 3]);
    // What was told before the restart is older than what is told after it, and still is after the next one.
    expect([(await session.tellStanding({ standing: 'IN_FORCE', version: 2 })).version, await status()]).toEqual([3, 'COVERAGE_SUSPENDED']);
    expect([(await session.tellStanding({ standing: 'IN_FORCE', version: 4 })).version, await status()]).toEqual([4, 'ELIGIBLE']);
    await insurer.close();
    insurer = await open(Number(new URL(insurer.url).port));
    expect([await status(), (await session.tellStanding(told)).version]).toEqual(['ELIGIBLE', 3]);
    expect(await status()).toBe('ELIGIBLE');
  }, 60_000);

  it('refuses a key that was used for another standing', async () => {
    const idempotencyKey = session.newId();
    await session.tellStanding({ standing: 'SUSPENDED', version: 3, idempotencyKey });
    const { answer, version } = await session.tellStanding({ standing: 'IN_FORCE', version: 4, idempotencyKey });
    expect([version, answer.body?.errors?.[0]?.extensions]).toEqual([null, { code: 'IDEMPOTENCY_KEY_REUSED' }]);
  }, 60_000);

  it('drops a command that a crash cut short, and goes on behind it', async () => {
    const [kept] = await enrolled(1);
    const { size } = await stat(`${folder}/journal`);
    const [lost] = await enrolled(1);
    await insurer.close();
    await truncate(`${folder}/journal`, size + 40);
    insurer = await open();
    session = sessionOf(insurer);
    const { entities } = await session.entities([session.coverage(kept!), session.coverage(lost!)], '... on Coverage { id }');
    expect(entities).toEqual([{ __typename: 'Coverage', id: kept }, null]);
    const [next] = await enrolled(1);
    await insurer.close();
    insurer = await open();
    session = sessionOf(insurer);
    expect((await session.entities([session.coverage(next!)], '... on Coverage { id }')).entities).toEqual([{ __typename: 'Coverage', id: next }]);
  }, 60_000);

  it('refuses a key that was used for other lines', async () => {
    const idempotencyKey = session.newId();
    await session.enroll([session.line({ coverageId: session.newId(), maintenanceType: 'ADD' })], { idempotencyKey });
    const { answer } = await session.enroll([session.line({ coverageId: session.newId(), maintenanceType: 'ADD' })], { idempotencyKey });
    expect(answer.body?.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  }, 60_000);

  it('shows an officer of another insurer nothing', async () => {
    const [life] = await enrolled(1);
    const officer = { subject: 'x', organisation: null, roles: ['insurer_officer'], scopes: ['policy:read', 'policy:manage'], purpose: null } as const;
    const { answer, entities } = await session.entities([session.coverage(life!)], '... on Coverage { id card { cardNumber } }', { principal: officer });
    expect(entities).toEqual([{ __typename: 'Coverage', id: life, card: null }]);
    expect(answer.body?.errors).toMatchObject([{ path: ['_entities', 0, 'card'], extensions: { code: 'FORBIDDEN' } }]);
    const own = await session.entities([session.coverage(life!)], '... on Coverage { card { policyClass } }', { principal: { ...officer, organisation: INSURER } });
    expect(own.entities).toMatchObject([{ card: { policyClass: 'B' } }]);
  }, 60_000);

  it('answers networks page by page, and service levels from its cases', async () => {
    await enrolled(3);
    const plan = { __typename: 'InsurancePlan', insurerId: INSURER, id: PLAN };
    const page = (after: string) => `... on InsurancePlan { network { level providers(first: 2${after}) { edges { cursor node { licenceNumber } } pageInfo { hasNextPage endCursor } } } }`;
    type Network = { network: { providers: { edges: { node: { licenceNumber: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } };
    const [first] = (await session.entities([plan], page(''))).entities as Network[];
    const { pageInfo } = first!.network.providers;
    const [second] = (await session.entities([plan], page(`, after: "${pageInfo.endCursor}"`))).entities as Network[];
    expect([...first!.network.providers.edges, ...second!.network.providers.edges].map(({ node }) => node.licenceNumber)).toEqual(['1010000101', '1010000202', '4030000303']);
    expect([pageInfo.hasNextPage, second!.network.providers.pageInfo.hasNextPage]).toEqual([true, false]);

    const policy = { __typename: 'Policy', insurerId: INSURER, id: session.policyId };
    const { entities } = await session.entities([policy], `... on Policy { serviceLevels(from: "${session.day(-1)}", to: "${session.day(1)}") { code promised measured unit cases } }`);
    expect(entities).toMatchObject([{ serviceLevels: [{ code: 'S01', promised: 9_500, measured: 10_000, unit: 'BASIS_POINTS', cases: 3 }] }]);
  }, 60_000);

  it('answers the challenge its file holds now, and health', async () => {
    const { origin } = new URL(insurer.url);
    const challenge = `${origin}/.well-known/wasq-challenge`;
    expect((await fetch(challenge)).status).toBe(404);
    await writeFile(`${folder}/challenge`, 'token-1\n');
    expect(await (await fetch(challenge)).text()).toBe('token-1');
    await writeFile(`${folder}/challenge`, 'token-2\n');
    expect(await (await fetch(challenge)).text()).toBe('token-2');
    expect(await (await fetch(`${origin}/health`)).json()).toEqual({ status: 'ready' });
  }, 60_000);

  it('answers its own field beside the contract, with an extension the rules of the graph allow', async () => {
    const [life] = await enrolled(1);
    const { entities } = await session.entities([session.coverage(life!)], '... on Coverage { example_wellness { points nextRewardAt } }');
    expect(entities).toMatchObject([{ example_wellness: { points: 20, nextRewardAt: 100 } }]);
    const sdl = await readFile(new URL('../../../subgraphs/example-insurer/extension.graphql', import.meta.url), 'utf8');
    const base = readBaseGraph(await readHouses(ROOT.replace(/\/$/, '')));
    expect(judge(sdl, { namespace: 'example', insurerId: INSURER, base, others: new Map() })).toEqual([]);
  }, 60_000);

  it('says nothing of its insides', async () => {
    const broken = new Proxy(await openBook(null), { get: (book, name: keyof Book) => (name === 'coversById' ? () => Promise.reject(new Error('password=1')) : book[name]) });
    await insurer.close();
    insurer = await openInsurer({
      insurerId: INSURER, plans: new Set(), book: broken, now: () => new Date(), host: '127.0.0.1', port: 0, keys: createLocalJWKSet(signer.jwks),
      contract: await readFile(new URL('../../../schema/insurer-network.graphql', import.meta.url), 'utf8'), challengeFile: null, namespace: 'example',
    });
    session = sessionOf(insurer);
    const { answer } = await session.entities([session.coverage('c')], '... on Coverage { id }');
    expect(answer.body?.errors).toEqual([expect.objectContaining({ message: 'Unexpected error.', path: ['_entities', 0], extensions: { code: 'INTERNAL_SERVER_ERROR' } })]);
  }, 60_000);
});
