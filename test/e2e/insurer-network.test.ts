import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JSONWebKeySet } from 'jose';
import { createIssuer } from '../../gateway/auth/issuer.ts';
import { freePort } from '../../gateway/embedded/free-port.ts';
import { EMBEDDED_TOKENS } from '../../gateway/open-embedded.ts';
import { generateSample } from '../../gateway/sample/generate.ts';
import { DEFAULT_SAMPLE, sampleRequest } from '../../gateway/sample-seed.ts';
import { readCarriedCovers } from '../../subgraphs/example-insurer/store/carried-covers.ts';
import { openGuide, withoutChance } from '../kit/guide.ts';
import type { GuideReader, GuideStep } from '../kit/guide.ts';
import { httpDoor } from '../kit/http-door.ts';
import { openOtherInsurer } from '../kit/other-insurer/open.ts';
import type { OtherInsurer } from '../kit/other-insurer/open.ts';
import { freshDataDir, startCommand } from '../kit/started.ts';
import type { Started } from '../kit/started.ts';
import type { Door } from '../kit/story.ts';
import { openWire } from '../kit/wire.ts';
import type { Wire } from '../kit/wire.ts';

/*
 * Three insurers come into the graph of `npm start`, with the guide alone: two with the example that others copy, one on
 * another GraphQL server. Between the graph and each of them is a wire that keeps every byte.
 */

interface Outsider {
  readonly insurerId: string;
  readonly namespace: string;
  /** Where its own server listens, behind its wire. */
  readonly inner: number;
  readonly wire: Wire;
  readonly guide: GuideReader;
  policyId: string;
}

interface Cover { id: string; insurerId: string; state: string; card: { policyClass: string } | null; eligibility: { eligible: boolean } | null }
interface Policy { id: string; insurerId: string; coverages: { edges: { node: Cover }[] } }
interface Problem { readonly path?: readonly (string | number)[]; readonly extensions?: { readonly code?: string; readonly insurerId?: string } }

const GUIDE = new URL('../../subgraphs/example-insurer/GUIDE.md', import.meta.url);
const insurerIds = generateSample(sampleRequest(DEFAULT_SAMPLE)).insurers.map(({ id }) => id);
const hostedId = insurerIds[3] ?? '';
const COVER = 'id insurerId state card { policyClass } eligibility(on: $on) { eligible }';
const on = new Date().toISOString().slice(0, 10);

let dataDir: string;
let port: string;
let started: Started;
let door: Door;
let outsiders: [Outsider, Outsider, Outsider];
let other: OtherInsurer;
let hostedPolicyId: string;
const steps: GuideStep[] = [];

async function rise(): Promise<void> {
  started = await startCommand(dataDir, { PORT: port });
  door = await httpDoor(started.url, dataDir);
}

/** The token that `npm start` printed for a role. */
function printedToken(role: string): string {
  const lines = started.output().split('\n');
  return lines[lines.findIndex((line) => line.trim().startsWith(`${role} (`)) + 1]?.trim() ?? '';
}

async function open(index: number): Promise<Outsider> {
  const issuer = await createIssuer({ dataDir, ...EMBEDDED_TOKENS });
  const insurerId = insurerIds[index] ?? '';
  const namespace = ['example', 'second', 'third'][index] ?? '';
  const [inner, jwksPort] = [await freePort(), await freePort()];
  const wire = await openWire(inner);
  const officer = index === 0 ? printedToken('insurer_officer') : await issuer.mint({ subject: `officer-${index}`, organisation: insurerId, roles: ['insurer_officer'], ttl: 3_600 });
  const guide = await openGuide(await readFile(GUIDE, 'utf8'), {
    GRAPH: started.url, OFFICER: officer, REGULATOR: printedToken('regulator'), SERVER_PORT: String(wire.port), INNER: String(inner), JWKS_PORT: String(jwksPort), NAMESPACE: namespace,
  });
  return { insurerId, namespace, inner, wire, guide, policyId: '' };
}

/** The insurer listens behind its wire; everybody else is told of the wire. */
const behindTheWire = (command: string): string => command.replace('--port "$SERVER_PORT"', '--port "$INNER"');

async function readFirstChapters(outsider: Outsider): Promise<GuideStep[]> {
  const read = [...await outsider.guide.read(1), ...await outsider.guide.read(2), ...await outsider.guide.read(3)];
  outsider.policyId = (await outsider.guide.type('echo "$POLICY"')).trim();
  return read;
}

/** With its own software: from registration to activation, by the same commands. */
async function readOn({ guide }: Outsider, change: (command: string) => string | null): Promise<GuideStep[]> {
  const read: GuideStep[] = [];
  for (const chapter of [6, 7, 8, 9, 10, 11]) read.push(...await guide.read(chapter, change));
  return read;
}

async function followToTheLetter(outsider: Outsider): Promise<void> {
  steps.push(...await readFirstChapters(outsider), ...await outsider.guide.read(4, behindTheWire), ...await outsider.guide.read(5, behindTheWire));
  steps.push(...await readOn(outsider, (command) => command));
}

async function followWithoutTrial(outsider: Outsider): Promise<void> {
  await readFirstChapters(outsider);
  await outsider.guide.read(5, behindTheWire);
  await readOn(outsider, patiently);
}

/** The same, on another GraphQL server and without an extension. */
async function followWithAnotherServer(outsider: Outsider): Promise<void> {
  const { insurerId, inner, guide } = outsider;
  await readFirstChapters(outsider);
  const work = (await guide.type('echo "$WORK"')).trim();
  other = await openOtherInsurer({
    insurerId, port: inner,
    keys: async () => ((await (await fetch(`${started.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet).keys,
    carried: (await readCarriedCovers(`${work}/covers.jsonl`)).covers.map(({ id, policyId, term, periods: [period] }) => ({ id, policyId, term, policyClass: period?.policyClass ?? '', from: period?.from ?? '' })),
    challenge: () => readFileSync(`${work}/challenge.txt`, 'utf8').trim(),
  });
  await readOn(outsider, withoutExtension);
}

/** They are tried at the same time on one machine, so they ask for the longest deadline there is. */
const patiently = (command: string): string => command.replace('"sdl": $SDL', '"sdl": $SDL, "deadlineMs": 5000');

function withoutExtension(command: string): string | null {
  return command.includes('_wellness') ? null : patiently(command).replace('"sdl": $SDL', '"sdl": null');
}

/** One question about the lives of four insurers' policies: three answer themselves, for one the insurers house does. */
async function askAll(): Promise<{ readonly covers: readonly (readonly Cover[])[]; readonly errors: readonly Problem[] }> {
  const of = [...outsiders.map(({ insurerId, policyId }) => ({ insurerId, policyId })), { insurerId: hostedId, policyId: hostedPolicyId }];
  const fields = of.map(({ insurerId, policyId }, index) => `p${index}: policy(insurerId: "${insurerId}", id: "${policyId}") { id insurerId coverages(first: 10) { edges { node { ${COVER} } } } }`);
  const { data, errors } = await door.ask('regulator', `query Everybody($on: Date!) { ${fields.join(' ')} }`, { on });
  const policies = data as unknown as Record<string, Policy | null> | null;
  return { covers: of.map((_each, index) => (policies?.[`p${index}`]?.coverages.edges ?? []).map(({ node }) => node)), errors: (errors ?? []) as readonly Problem[] };
}

const answered = (covers: readonly Cover[]): boolean => covers.length > 0 && covers.every(({ card, eligibility }) => card !== null && eligibility !== null);

/** How the three stand, as everybody may see. */
async function standings(): Promise<(string | undefined)[]> {
  const { data } = await door.ask('regulator', '{ providers(first: 10) { edges { node { insurer { id } state } } } }');
  const { providers } = data as unknown as { providers: { edges: { node: { insurer: { id: string }; state: string } }[] } };
  const states = new Map(providers.edges.map(({ node }) => [node.insurer.id, node.state]));
  return outsiders.map(({ insurerId }) => states.get(insurerId));
}

/** Ids of what is in the graph, by insurer: of whatever policies there are, and their lives and plans. */
async function idsByInsurer(): Promise<Map<string, Set<string>>> {
  const { data } = await door.ask('regulator', `{ insurers(first: 10) { edges { node { id plans { id } } } }
    associations(first: 60) { edges { node { policies(first: 10) { edges { node { id insurerId coverages(first: 3) { edges { node { id } } } } } } } } } }`);
  const { insurers, associations } = data as unknown as {
    insurers: { edges: { node: { id: string; plans: { id: string }[] } }[] };
    associations: { edges: { node: { policies: { edges: { node: Policy }[] } } }[] };
  };
  const ids = new Map(insurers.edges.map(({ node }) => [node.id, new Set([node.id, ...node.plans.map(({ id }) => id)])]));
  for (const { node: { policies } } of associations.edges) {
    for (const { node } of policies.edges) for (const id of [node.id, ...node.coverages.edges.map(({ node: cover }) => cover.id)]) ids.get(node.insurerId)?.add(id);
  }
  return ids;
}

beforeAll(async () => {
  dataDir = await freshDataDir();
  port = String(await freePort());
  await rise();
  outsiders = [await open(0), await open(1), await open(2)];
  const [first, second, third] = outsiders;
  await followToTheLetter(first);
  await Promise.all([followWithoutTrial(second), followWithAnotherServer(third)]);
  const { data } = await door.ask({ role: 'insurer_officer', organisation: hostedId }, '{ associations(first: 60) { edges { node { policies(first: 1) { edges { node { id } } } } } } }');
  hostedPolicyId = (data as unknown as { associations: { edges: { node: { policies: { edges: { node: { id: string } }[] } } }[] } }).associations.edges
    .flatMap(({ node }) => node.policies.edges)[0]?.node.id ?? '';
}, 400_000);

afterAll(async () => {
  await Promise.all(outsiders.map(({ guide }) => guide.close()));
  await other.close();
  await Promise.all(outsiders.map(({ wire }) => wire.close()));
  await started.end('SIGINT');
  await started.erase();
}, 120_000);

describe('three insurers with subgraphs of their own', () => {
  it('have come in by the guide, which shows what its commands print', () => {
    const shown = steps.filter((step) => step.shown !== null || step.printed !== '');
    expect(shown.map(({ printed }) => withoutChance(printed))).toEqual(shown.map((step) => withoutChance(step.shown ?? '')));
    expect(shown.length).toBeGreaterThan(12);
    expect(outsiders[0].guide.errors()).toBe('');
  });

  it('are all active', async () => {
    expect(await standings()).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE']);
  }, 60_000);

  it('answer one question together, each for its own lives, and the insurers house for everybody else', async () => {
    const { covers, errors } = await askAll();
    expect(errors).toEqual([]);
    expect(covers.map(answered)).toEqual([true, true, true, true]);
    expect(outsiders.every(({ wire }) => wire.bytes() > 0)).toBe(true);
    expect(covers.map((lives) => new Set(lives.map(({ insurerId }) => insurerId)))).toEqual([...outsiders.map(({ insurerId }) => insurerId), hostedId].map((id) => new Set([id])));
  }, 60_000);

  it('are each asked about a thing of theirs, when one question names them all', async () => {
    const [first, second, third] = outsiders;
    const { data, errors } = await door.ask('regulator', `query ($a: ID!, $b: ID!, $c: ID!, $on: Date!) {
      a: memberEligibility(insurerId: $a, coverageId: "of nobody", on: $on) { status } b: memberEligibility(insurerId: $b, coverageId: "of nobody", on: $on) { status }
      c: preAuthorization(insurerId: $c, id: "of nobody") { id } }`, { a: first.insurerId, b: second.insurerId, c: third.insurerId, on });
    expect([errors, data]).toEqual([undefined, { a: null, b: null, c: null }]);
  }, 60_000);

  it('have between them never received a byte that is another\'s', async () => {
    // Lists over everybody: what one fetch of the plan asks of many insurers at once. Lives that an insurer did not load are not known to it.
    const { errors } = await door.ask('regulator', `query ($on: Date!) { insurers(first: 10) { edges { node { plans { network { name { en } } } } } }
      associations(first: 60) { edges { node { policies(first: 3) { edges { node { serviceLevels(from: "2026-01-01", to: "2026-03-31") { cases } coverages(first: 3) { edges { node { ${COVER} } } } } } } } } } }`, { on });
    const codes = new Set(((errors ?? []) as readonly Problem[]).map(({ extensions }) => extensions?.code));
    expect([...codes].filter((code) => code !== 'PROVIDER_LACKS_ENTITY')).toEqual([]);

    const ids = await idsByInsurer();
    const secrets = new Map([...ids].map(([insurerId, of]) => {
      const outsider = outsiders.find((each) => each.insurerId === insurerId);
      return [insurerId, [...of, ...(outsider === undefined ? [] : [`127.0.0.1:${outsider.wire.port}`, `${outsider.namespace}_`])]];
    }));
    for (const { insurerId, wire } of outsiders) {
      const sent = wire.sent();
      const foreign = [...secrets].flatMap(([owner, all]) => (owner === insurerId ? [] : all.filter((secret) => sent.includes(secret)).map((secret) => `${secret} of ${owner}`)));
      expect(foreign).toEqual([]);
      // It would be found: its own is.
      expect([...ids.get(insurerId) ?? []].filter((id) => sent.includes(id)).length).toBeGreaterThan(10);
      expect(sent).toContain(`"aud":"insurer:${insurerId}"`);
    }
  }, 120_000);

  it('go on when one of them loses its accreditation, whose covers stay readable', async () => {
    const [first, suspended, third] = outsiders;
    const { data } = await door.ask('regulator', 'query ($id: ID!) { insurer(id: $id) { accreditation { id } } }', { id: suspended.insurerId });
    const { problems } = await door.tell('regulator', 'actOnAccreditation', 'ActOnAccreditationInput', {
      accreditationId: (data as unknown as { insurer: { accreditation: { id: string } } }).insurer.accreditation.id, action: 'SUSPEND', reason: 'Its licence has lapsed.',
    }, 'accreditation { state }');
    expect(problems).toEqual([]);
    await door.until<{ insurer: { provider: { state: string } } }>('regulator', 'query ($id: ID!) { insurer(id: $id) { provider { state } } }', { id: suspended.insurerId }, ({ insurer }) => insurer.provider.state === 'WITHDRAWN');
    // The record says so a moment before who sends has read it.
    while (answered((await askAll()).covers[1] ?? [])) await pause(50);

    const bytes = suspended.wire.bytes();
    const before = [first.wire.bytes(), third.wire.bytes()] as const;
    for (let turn = 0; turn < 3; turn += 1) {
      const { covers: [ofFirst = [], ofSuspended = [], ofThird = [], ofHosted = []], errors } = await askAll();
      expect([ofFirst, ofThird, ofHosted].map(answered)).toEqual([true, true, true]);
      expect(ofSuspended.length).toBeGreaterThan(0);
      expect(ofSuspended.every(({ state, card, eligibility }) => state === 'ACTIVE' && card === null && eligibility === null)).toBe(true);
      expect(new Set(errors.map(({ path, extensions }) => `${path?.[0]} ${extensions?.code} ${extensions?.insurerId}`))).toEqual(new Set([`p1 PROVIDER_WITHDRAWN ${suspended.insurerId}`]));
    }
    expect(suspended.wire.bytes()).toBe(bytes);
    expect([first.wire.bytes() > before[0], third.wire.bytes() > before[1]]).toEqual([true, true]);
  }, 120_000);

  it('stand as they stood when the graph is started again', async () => {
    expect(await started.end('SIGINT')).toBe(0);
    await rise();
    expect(await standings()).toEqual(['ACTIVE', 'WITHDRAWN', 'ACTIVE']);
    const { covers: [ofFirst = [], , ofThird = [], ofHosted = []], errors } = await askAll();
    expect([ofFirst, ofThird, ofHosted].map(answered)).toEqual([true, true, true]);
    expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['PROVIDER_WITHDRAWN']));
    // Of its extension, too.
    const [, , withExtension] = await outsiders[0].guide.read(11);
    expect(withoutChance(withExtension?.printed ?? '')).toBe(withoutChance(withExtension?.shown ?? ''));
  }, 240_000);

  it('pause, resume and withdraw, as the guide says', async () => {
    const read = [...await outsiders[0].guide.read(12), ...await outsiders[0].guide.read(14)];
    expect(read.map(({ printed }) => withoutChance(printed))).toEqual(read.map((step) => withoutChance(step.shown ?? '')));
    expect(read.length).toBe(2);
    const { covers: [ofFirst = [], , ofThird = []], errors } = await askAll();
    expect(ofFirst.every(({ state, card }) => state === 'ACTIVE' && card === null)).toBe(true);
    expect(answered(ofThird)).toBe(true);
    expect(new Set(errors.map(({ extensions }) => extensions?.insurerId))).toEqual(new Set(outsiders.slice(0, 2).map(({ insurerId }) => insurerId)));
  }, 120_000);
});
