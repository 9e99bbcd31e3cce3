import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet } from 'jose';
import { freePort } from '../../../gateway/embedded/free-port.ts';
import { seedSample } from '../../../gateway/sample-seed.ts';
import { openInsurer } from '../../../subgraphs/example-insurer/insurer.ts';
import type { OpenInsurer } from '../../../subgraphs/example-insurer/insurer.ts';
import { openBook } from '../../../subgraphs/example-insurer/store/book.ts';
import { readCarriedCovers } from '../../../subgraphs/example-insurer/store/carried-covers.ts';
import { CONFORMS, until } from '../../gateway/registry/registry-house.ts';
import { startGraph } from '../../kit/graph.ts';
import type { TestGraph } from '../../kit/graph.ts';
import { comeIn } from './come-in.ts';

/*
 * The whole graph, and the insurer that others copy outside it: its policy is suspended, resumed and ended in the graph,
 * before it comes in, while it is there and while it is down, and it is the insurer's own server that is asked.
 */

const CONTRACT = new URL('../../../schema/insurer-network.graphql', import.meta.url);
const CARRIED_PAGES = new URL('../../../subgraphs/example-insurer/carried-pages.ts', import.meta.url);

interface Policy { readonly id: string; readonly insurerId: string; readonly state: string; readonly expiryDate: string; readonly coverages: { readonly edges: readonly { readonly node: { readonly id: string; readonly effectiveTo: string | null } }[] } }

let graph: TestGraph;
let folder: string;
let port: number;
let insurer: OpenInsurer | null = null;
let policy: Policy;
let coverageId: string;

const desk = () => ({ role: 'insurer_officer', organisation: policy.insurerId }) as const;
const today = (): string => new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
const plusDays = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

async function open(): Promise<void> {
  insurer = await openInsurer({
    insurerId: policy.insurerId, plans: new Set(), host: '127.0.0.1', port, now: () => new Date(), namespace: 'outside', challengeFile: `${folder}/challenge`,
    book: await openBook(`${folder}/journal`, await readCarriedCovers(`${folder}/covers.jsonl`)),
    keys: createLocalJWKSet(graph.gateway.jwks), contract: await readFile(CONTRACT, 'utf8'),
  });
}

async function act(action: string, reason?: string): Promise<void> {
  const { problems } = await graph.tell(desk(), 'actOnPolicy', 'ActOnPolicyInput', { insurerId: policy.insurerId, policyId: policy.id, action, ...(reason === undefined ? {} : { reason }) }, 'policy { state }');
  expect({ action, problems }).toEqual({ action, problems: [] });
}

interface Seen { readonly now: { readonly status: string } | null; readonly later: { readonly status: string } | null; readonly card: { readonly validTo: string } | null }
const ELIGIBILITY = `query ($i: ID!, $c: ID!, $now: Date!, $later: Date!) { coverage(insurerId: $i, id: $c) {
  now: eligibility(on: $now) { status } later: eligibility(on: $later) { status } card { validTo } } }`;

async function seen(): Promise<(string | undefined)[]> {
  const { data } = await graph.ask(desk(), ELIGIBILITY, { i: policy.insurerId, c: coverageId, now: today(), later: plusDays(today(), 1) });
  const cover = (data as unknown as { coverage: Seen | null } | undefined)?.coverage;
  return [cover?.now?.status, cover?.later?.status, cover?.card?.validTo];
}

async function untilSeen(...expected: readonly string[]): Promise<void> {
  let last: unknown;
  await until(async () => JSON.stringify(last = await seen()) === JSON.stringify(expected), `${expected.join()} to be seen`).catch((error: unknown) => {
    throw new Error(`${String(error)}; last ${JSON.stringify(last)}`);
  });
}

/** The pages of carried-pages.ts, as the graph answers its own query. */
async function loadCovers(): Promise<void> {
  const query = /const COVERS = `([^`]+)`/.exec(await readFile(CARRIED_PAGES, 'utf8'))?.[1] ?? '';
  const { data, errors } = await graph.ask(desk(), query, { insurerId: policy.insurerId, id: policy.id });
  expect(errors).toBeUndefined();
  await writeFile(`${folder}/covers.jsonl`, `${JSON.stringify({ data })}\n`);
}

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-standing-`);
  graph = await startGraph({ admission: { check: () => Promise.resolve([]), conform: () => Promise.resolve(CONFORMS) } });
  await seedSample(graph, { associations: 2, employees: 20 });
  const { data } = await graph.ask('regulator', '{ associations(first: 20) { edges { node { policies(first: 5) { edges { node { id insurerId state expiryDate coverages(first: 5) { edges { node { id effectiveTo } } } } } } } } } }');
  const { associations } = data as unknown as { associations: { edges: { node: { policies: { edges: { node: Policy }[] } } }[] } };
  const policies = associations.edges.flatMap(({ node }) => node.policies.edges.map((edge) => edge.node));
  // It has days to come, on which it is seen what becomes of them.
  policy = policies.find(({ state, expiryDate, coverages }) => state === 'ACTIVE' && expiryDate > plusDays(today(), 2) && coverages.edges.some(({ node }) => node.effectiveTo === null)) as Policy;
  coverageId = policy.coverages.edges.find(({ node }) => node.effectiveTo === null)?.node.id ?? '';
  port = await freePort();
}, 400_000);

afterAll(async () => {
  await insurer?.close();
  await graph.dispose();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('an insurer with a server of its own', () => {
  it('knows of a policy that was suspended before it came, and answers what the house answered before', async () => {
    expect(await seen()).toEqual(['ELIGIBLE', 'ELIGIBLE', policy.expiryDate]);
    await act('SUSPEND', 'before it came');
    const hosted = await seen();
    expect(hosted).toEqual(['COVERAGE_SUSPENDED', 'COVERAGE_SUSPENDED', policy.expiryDate]);
    await loadCovers();
    await open();
    await comeIn(graph, { insurerId: policy.insurerId, namespace: 'outside', url: insurer?.url ?? '', prove: (token) => writeFile(`${folder}/challenge`, token) });
    expect(await seen()).toEqual(hosted);
  }, 120_000);

  it('is told when it is resumed, and when it is suspended again', async () => {
    await act('RESUME');
    await untilSeen('ELIGIBLE', 'ELIGIBLE', policy.expiryDate);
    await act('SUSPEND', 'premium');
    await untilSeen('COVERAGE_SUSPENDED', 'COVERAGE_SUSPENDED', policy.expiryDate);
  }, 120_000);

  it('is told when it is back of what happened while it was down', async () => {
    await insurer?.close();
    insurer = null;
    await act('RESUME');
    await until(() => graph.log.some((line) => line.includes('tell-policy-standing') && line.includes('tried again')), 'the first attempt to fail');
    expect((await seen())[0]).toBeUndefined();
    await open();
    // Its journal had the suspension.
    await untilSeen('ELIGIBLE', 'ELIGIBLE', policy.expiryDate);
  }, 120_000);

  it('covers nobody from the day after one on which a policy was ended', async () => {
    await act('TERMINATE', 'agreement ended');
    await untilSeen('ELIGIBLE', 'NOT_ACTIVE', today());
    await insurer?.close();
    await open();
    await untilSeen('ELIGIBLE', 'NOT_ACTIVE', today());
  }, 120_000);
});
