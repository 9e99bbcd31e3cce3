import { expect } from '@jest/globals';
import { until } from '../../gateway/registry/registry-house.ts';
import type { Caller, TestGraph } from '../../kit/graph.ts';

export interface Newcomer {
  readonly insurerId: string;
  readonly namespace: string;
  readonly url: string;
  /** Puts the token where the address answers it. */
  readonly prove: (token: string) => void | Promise<void>;
}

/** An insurer comes into the graph with a server of its own, by every step there is; the graph's suite lets it pass. */
export async function comeIn(graph: TestGraph, { insurerId, namespace, url, prove }: Newcomer): Promise<void> {
  const desk = { role: 'insurer_officer', organisation: insurerId } as const;
  async function tell<Payload>(as: Caller, mutation: string, input: Record<string, unknown>, selection: string): Promise<Payload> {
    const { problems, ...payload } = await graph.tell<Payload>(as, mutation, `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`, input, selection);
    expect({ mutation, problems }).toEqual({ mutation, problems: [] });
    return payload as Payload;
  }
  const { registration } = await tell<{ registration: { id: string; challenge: { token: string } } }>(desk, 'registerSubgraph', { namespace, url }, 'registration { id challenge { token } }');
  await prove(registration.challenge.token);
  await tell(desk, 'proveSubgraphAddress', { registrationId: registration.id }, 'registration { state }');
  const { version } = await tell<{ version: { id: string } }>(desk, 'submitSubgraphVersion', { registrationId: registration.id }, 'version { id }');
  await graph.until<{ subgraphVersion: { state: string } }>(desk, 'query ($id: ID!) { subgraphVersion(id: $id) { state } }', { id: version.id }, ({ subgraphVersion }) => subgraphVersion.state === 'CONFORMING');
  await tell('regulator', 'decideSubgraphVersion', { versionId: version.id, decision: 'APPROVE', reason: 'It conforms.' }, 'version { state }');
  await tell(desk, 'activateSubgraphVersion', { versionId: version.id }, 'version { state }');
  await until(() => graph.registry.providers.of(insurerId)?.kind === 'active', 'the provider to be active');
}
