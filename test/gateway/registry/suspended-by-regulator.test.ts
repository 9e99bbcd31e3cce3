import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { sampleRequest, seedSample } from '../../../gateway/sample-seed.ts';
import { startGraph } from '../../kit/graph.ts';
import type { TestGraph } from '../../kit/graph.ts';
import { CONFORMS, until } from './registry-house.ts';

/* The whole graph: what the regulator decides about an accreditation in its own house reaches the plug-in desk. */

const SIZE = { associations: 2, employees: 20 };

let graph: TestGraph;
let server: Server;
let answer = '';
const [insurer, other] = generateSample(sampleRequest(SIZE)).insurers.map(({ id }) => id) as [string, string];
const officer = { role: 'insurer_officer', organisation: insurer } as const;

beforeAll(async () => {
  graph = await startGraph({ admission: { check: () => Promise.resolve([]), conform: () => Promise.resolve(CONFORMS) } });
  await seedSample(graph, SIZE);
  server = createServer((_request, response) => void response.end(answer));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 120_000);

afterAll(async () => {
  await graph.dispose();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}, 60_000);

const tell = async (as: Parameters<TestGraph['tell']>[0], mutation: string, input: Record<string, unknown>, selection: string): Promise<Record<string, never>> => {
  const { problems, ...payload } = await graph.tell<Record<string, never>>(as, mutation, `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`, input, selection);
  expect({ mutation, problems }).toEqual({ mutation, problems: [] });
  return payload as Record<string, never>;
};

interface Accreditation { id: string; state: string; availableActions: string[] }

const accreditation = async (): Promise<Accreditation> => {
  const { data } = await graph.ask('regulator', 'query ($id: ID!) { insurer(id: $id) { accreditation { id state availableActions } } }', { id: insurer });
  return (data as unknown as { insurer: { accreditation: Accreditation } }).insurer.accreditation;
};

const decide = async (action: string): Promise<void> => {
  await tell('regulator', 'actOnAccreditation', { accreditationId: (await accreditation()).id, action, reason: `${action} for a test.` }, 'accreditation { state }');
};

const registered = async (): Promise<{ state: string; reason: string | null; history: { action: string; by: string }[] }> => {
  const { data } = await graph.ask(officer, '{ ownSubgraphRegistration { state reason history { action by } } }');
  return (data as unknown as { ownSubgraphRegistration: never }).ownSubgraphRegistration;
};

describe('an insurer whose accreditation the regulator suspends', () => {
  it('has come into the graph by its own doing and the regulator\'s approval', async () => {
    const { port } = server.address() as AddressInfo;
    const { registration } = await tell(officer, 'registerSubgraph', { namespace: 'sanadx', url: `http://127.0.0.1:${port}/graphql` }, 'registration { id challenge { token } }') as unknown as { registration: { id: string; challenge: { token: string } } };
    answer = registration.challenge.token;
    await tell(officer, 'proveSubgraphAddress', { registrationId: registration.id }, 'registration { state }');
    const { version } = await tell(officer, 'submitSubgraphVersion', { registrationId: registration.id }, 'version { id }') as unknown as { version: { id: string } };
    await graph.until<{ subgraphVersion: { state: string } }>(officer, 'query ($id: ID!) { subgraphVersion(id: $id) { state } }', { id: version.id }, ({ subgraphVersion }) => subgraphVersion.state === 'CONFORMING');
    await tell('regulator', 'decideSubgraphVersion', { versionId: version.id, decision: 'APPROVE', reason: 'It conforms.' }, 'version { state }');
    await tell(officer, 'activateSubgraphVersion', { versionId: version.id }, 'version { state }');
    await until(() => graph.registry.providers.of(insurer)?.kind === 'active', 'the provider to be active');

    const { data, errors } = await graph.ask({ role: 'insurer_officer', organisation: other }, `query ($id: ID!, $registration: ID!) {
      providers { edges { node { insurer { id name { en } } state grade } } } insurer(id: $id) { provider { namespace } } subgraphRegistration(id: $registration) { id } }`, { id: insurer, registration: registration.id });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      providers: { edges: [{ node: { insurer: { id: insurer, name: { en: expect.any(String) } }, state: 'ACTIVE', grade: 'A' } }] },
      insurer: { provider: { namespace: 'sanadx' } }, subgraphRegistration: null,
    });
  }, 60_000);

  it('is out as soon as the regulator has said so, with the reason on record', async () => {
    const heard = new Promise<string>((resolve) => graph.registry.providers.onChange(resolve));
    await decide('SUSPEND');
    expect(await heard).toBe(insurer);
    expect(graph.registry.providers.of(insurer)).toMatchObject({ kind: 'withdrawn', reason: 'SUSPEND for a test.' });
    const registration = await registered();
    expect(registration).toMatchObject({ state: 'SUSPENDED', reason: 'SUSPEND for a test.' });
    expect(registration.history.at(-1)).toEqual({ action: 'SUSPEND', by: 'house:regulation' });
  }, 60_000);

  it('is paused when it is reinstated, until its officer resumes it', async () => {
    await decide('REINSTATE');
    await until(() => graph.registry.providers.of(insurer)?.kind === 'paused', 'the reinstatement');
    const { data } = await graph.ask(officer, '{ ownSubgraphRegistration { id availableActions } }');
    const { ownSubgraphRegistration: { id, availableActions } } = data as unknown as { ownSubgraphRegistration: { id: string; availableActions: string[] } };
    expect(availableActions).toContain('RESUME');
    await tell(officer, 'actOnSubgraphRegistration', { registrationId: id, action: 'RESUME' }, 'registration { state }');
    await until(() => graph.registry.providers.of(insurer)?.kind === 'active', 'the provider to be active again');
  }, 60_000);

  it('is out for good when the accreditation is revoked', async () => {
    await decide('SUSPEND');
    await decide('REVOKE');
    await until(() => graph.registry.providers.of(insurer)?.kind === 'withdrawn', 'the withdrawal');
    await until(async () => (await registered()) === null, 'the registration to end');
  }, 60_000);
});
