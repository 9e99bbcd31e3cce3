import type { Player } from '../../../gateway/demo/player.ts';
import { atMost, quantile, reported } from '../measure.ts';
import type { Measure } from '../measure.ts';
import type { NationalGraph } from './national-graph.ts';
import { LONGEST_MS } from './model-state.ts';
import { poll } from './poll.ts';

const EVENTS = 20;
const LOOK_AGAIN_MS = 10;

interface Policy { readonly id: string; readonly state: string; readonly insurer: { readonly id: string } }

const FOUND = 'query ($id: ID!, $states: [FindingState!]) { findings(filter: { associationId: $id, rules: ["E01"], states: $states }, first: 1) { edges { node { observed } } } }';

/**
 * An insurer suspends a policy: its house, the graph, the regulators' house, the rules. From before the mutation is sent
 * until the regulator's list of findings shows the lives it leaves without cover; then the way back, by the policy's resumption.
 */
export async function findingLatency(graph: NationalGraph, regulator: Player): Promise<Measure[]> {
  const policies = await policiesInForce(regulator);
  const opened: number[] = [];
  const closed: number[] = [];
  for (const { associationId, policy } of policies) {
    const officer = await graph.player('insurer_officer', policy.insurer.id);
    const act = (action: string): Promise<unknown> =>
      officer.tell('actOnPolicy', 'ActOnPolicyInput', { insurerId: policy.insurer.id, policyId: policy.id, action, reason: 'measured' }, 'policy { state }');
    const seen = (isThere: boolean): Promise<unknown> => poll(
      'a finding', () => regulator.ask<{ findings: { edges: { node: { observed: string } }[] } }>(FOUND, { id: associationId, states: ['OPEN'] }),
      ({ findings }) => findings.edges.some(({ node }) => node.observed === 'the policy is suspended') === isThere, LOOK_AGAIN_MS, LONGEST_MS,
    );
    opened.push(await timed(() => act('SUSPEND').then(() => seen(true))));
    closed.push(await timed(() => act('RESUME').then(() => seen(false))));
  }
  return [
    reported('a policy suspended: its finding is listed after, p50', quantile(opened, 0.5) / 1_000, 's'),
    atMost('a policy suspended: its finding is listed after, slowest', Math.max(...opened) / 1_000, 's', 2),
    atMost('the policy resumed: the finding is closed after, slowest', Math.max(...closed) / 1_000, 's', 2),
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function policiesInForce(regulator: Player): Promise<{ associationId: string; policy: Policy }[]> {
  const { associations } = await regulator.ask<{ associations: { edges: { node: { id: string; policies: { edges: { node: Policy }[] } } }[] } }>(
    `{ associations(first: ${EVENTS}) { edges { node { id policies(first: 5) { edges { node { id state insurer { id } } } } } } } }`,
  );
  return associations.edges.flatMap(({ node }) => {
    const policy = node.policies.edges.map((edge) => edge.node).find(({ state }) => state === 'ACTIVE');
    return policy === undefined ? [] : [{ associationId: node.id, policy }];
  });
}
