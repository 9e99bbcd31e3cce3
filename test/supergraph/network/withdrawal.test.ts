import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Gateway } from '../../../gateway/gateway.ts';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { sampleRequest, seedSample } from '../../../gateway/sample-seed.ts';
import type { Standalone } from '../../../gateway/standalone.ts';
import { CONFORMS, until } from '../../gateway/registry/registry-house.ts';
import { startGraph } from '../../kit/graph.ts';
import type { TestGraph } from '../../kit/graph.ts';

/* Two replicas of the whole graph over the same databases, an insurer that never answers, and the regulator. Nothing is timed. */

const SIZE = { associations: 2, employees: 20 };
const insurerId = generateSample(sampleRequest(SIZE)).insurers[0]?.id ?? '';
const officer = { role: 'insurer_officer', organisation: insurerId } as const;

let graph: TestGraph;
let replica: Standalone;
let challenge = '';
/** Cover that the insurer was asked about. */
const received = new Set<string>();
let open = 0;
const server = createServer(async (request, response) => {
  if (request.method === 'GET') return void response.end(challenge);
  open += 1;
  response.on('close', () => (open -= 1));
  let body = '';
  for await (const chunk of request) body += String(chunk);
  for (const [cover] of body.matchAll(/(?:one|two)-\d+/g)) received.add(cover);
});

async function tell<Payload>(as: Parameters<TestGraph['tell']>[0], mutation: string, input: Record<string, unknown>, selection: string): Promise<Payload> {
  const { problems, ...payload } = await graph.tell<Payload>(as, mutation, `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`, input, selection);
  expect({ mutation, problems }).toEqual({ mutation, problems: [] });
  return payload as Payload;
}

const code = async ({ execute }: Gateway, cover: string): Promise<unknown> => {
  const { data, errors } = await execute(
    { query: 'query ($i: ID!, $c: ID!) { memberEligibility(insurerId: $i, coverageId: $c, on: "2026-05-01") { status } }', variables: { i: insurerId, c: cover } },
    { authorization: `Bearer ${await graph.token(officer.role, officer.organisation)}` },
  );
  expect(data).toEqual({ memberEligibility: null });
  return errors?.[0]?.extensions['code'];
};

/** Asks again and again, until the insurer is withdrawn; answers the cover that it was being asked about then, or null when it had not come to that. */
async function askOn(gateway: Gateway, name: string, from: number): Promise<string | null> {
  for (let n = from; ; n += 100) {
    const cover = `${name}-${n}`;
    if (await code(gateway, cover) === 'PROVIDER_WITHDRAWN') return received.has(cover) ? cover : null;
  }
}

beforeAll(async () => {
  graph = await startGraph({ admission: { check: () => Promise.resolve([]), conform: () => Promise.resolve(CONFORMS) } });
  await seedSample(graph, SIZE);
  replica = await graph.replica();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { registration } = await tell<{ registration: { id: string; challenge: { token: string } } }>(officer, 'registerSubgraph', { namespace: 'silent', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` }, 'registration { id challenge { token } }');
  challenge = registration.challenge.token;
  await tell(officer, 'proveSubgraphAddress', { registrationId: registration.id }, 'registration { state }');
  const { version } = await tell<{ version: { id: string } }>(officer, 'submitSubgraphVersion', { registrationId: registration.id, deadlineMs: 5_000 }, 'version { id }');
  await graph.until<{ subgraphVersion: { state: string } }>(officer, 'query ($id: ID!) { subgraphVersion(id: $id) { state } }', { id: version.id }, ({ subgraphVersion }) => subgraphVersion.state === 'CONFORMING');
  await tell('regulator', 'decideSubgraphVersion', { versionId: version.id, decision: 'APPROVE', reason: 'It conforms.' }, 'version { state }');
  await tell(officer, 'activateSubgraphVersion', { versionId: version.id }, 'version { state }');
  for (const { registry } of [graph, replica]) await until(() => registry.providers.of(insurerId)?.kind === 'active', 'the provider to be active');
}, 240_000);

afterAll(async () => {
  await graph.dispose();
  server.closeAllConnections();
  server.close();
}, 60_000);

describe('an insurer whose accreditation the regulator suspends', () => {
  it('is asked by no replica any more, and what each of them was asking it then is cut', async () => {
    const replicas = [['one', graph.gateway], ['two', replica.gateway]] as const;
    // Several at a time on each: whenever it happens, something is under way.
    const asked = replicas.map(([name, gateway]) => Promise.all([1, 2, 3].map((from) => askOn(gateway, name, from))));
    await until(() => ['one-1', 'two-1'].every((cover) => received.has(cover)), 'both to be asking');

    const { data } = await graph.ask('regulator', 'query ($id: ID!) { insurer(id: $id) { accreditation { id } } }', { id: insurerId });
    const { insurer } = data as unknown as { insurer: { accreditation: { id: string } } };
    await tell('regulator', 'actOnAccreditation', { accreditationId: insurer.accreditation.id, action: 'SUSPEND', reason: 'Its licence has lapsed.' }, 'accreditation { state }');

    const cut = await Promise.all(asked);
    expect(cut.map((covers) => covers.some((cover) => cover !== null))).toEqual([true, true]);
    await until(() => open === 0, 'every connection to be let go');

    const known = received.size;
    for (const [name, gateway] of replicas) expect(await code(gateway, `${name}-1000000`)).toBe('PROVIDER_WITHDRAWN');
    expect(received.size).toBe(known);
  }, 240_000);
});
