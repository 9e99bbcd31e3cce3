import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleRequest, seedSample } from '../../gateway/sample-seed.ts';
import { generateSample } from '../../gateway/sample/generate.ts';
import { startGraph } from '../kit/graph.ts';
import type { TestGraph } from '../kit/graph.ts';

const SIZE = { associations: 4, employees: 60 };

const FIGURES = 'figures(of: [LIVES, MUST_BE_COVERED, COVERED, IN_GAP, POLICIES_IN_FORCE]) { code value sources { upToDate } }';

interface Figures { readonly figures: { readonly code: string; readonly value: string; readonly sources: { readonly upToDate: boolean }[] }[] }
interface Overview { readonly complianceOverview: Figures }

const valueOf = ({ figures }: Figures, code: string): number => Number(figures.find((each) => each.code === code)?.value);

describe('the compliance overview of the whole graph', () => {
  let graph: TestGraph;
  const sample = generateSample(sampleRequest(SIZE));
  const [association] = sample.associations;
  const lives = sample.associations.reduce((sum, each) => sum + [...sample.people(each)].length, 0);

  beforeAll(async () => {
    graph = await startGraph();
    await seedSample(graph, SIZE);
  }, 120_000);

  afterAll(() => graph.dispose());

  it('follows what stood in the houses before anybody asked', async () => {
    const { complianceOverview } = await graph.until<Overview>('regulator', `{ complianceOverview { ${FIGURES} } }`, {}, ({ complianceOverview: overview }) =>
      valueOf(overview, 'COVERED') > 0 && overview.figures.every(({ sources }) => sources.every(({ upToDate }) => upToDate)) && valueOf(overview, 'LIVES') === lives);
    expect(valueOf(complianceOverview, 'POLICIES_IN_FORCE')).toBe(SIZE.associations);
    expect(valueOf(complianceOverview, 'COVERED')).toBe(valueOf(complianceOverview, 'MUST_BE_COVERED') - valueOf(complianceOverview, 'IN_GAP'));
  }, 60_000);

  it('changes with an event in another house, and opens into the records behind the figure in the same query', async () => {
    const scope = { associationId: association?.id };
    const policies = await graph.ask('regulator', 'query ($id: ID!) { association(id: $id) { policies(first: 1) { edges { node { id insurerId state } } } } }', { id: association?.id });
    const policy = (policies.data as unknown as { association: { policies: { edges: { node: { id: string; insurerId: string; state: string } }[] } } }).association.policies.edges[0]?.node;
    expect(policy?.state).toBe('ACTIVE');
    const officer = { role: 'insurer_officer' as const, organisation: policy?.insurerId as string };
    const told = await graph.tell(officer, 'actOnPolicy', 'ActOnPolicyInput', { insurerId: policy?.insurerId, policyId: policy?.id, action: 'SUSPEND', reason: 'unpaid' }, 'policy { state }');
    expect(told.problems).toEqual([]);
    const query = `query ($scope: ComplianceScopeInput) { complianceOverview(scope: $scope) { ${FIGURES}
      rows(by: ASSOCIATION) { edges { node { association { name { ar } accreditation { state } policies(first: 1) { edges { node { state } } } } } } }
      lives(matter: IN_GAP, first: 2) { edges { node { since member { birthDate nationalIdMasked coverages { state } } association { region { code } } } } }
    } }`;
    const { complianceOverview } = await graph.until<{ complianceOverview: Figures & { rows: unknown; lives: { edges: unknown[] } } }>('regulator', query, { scope }, ({ complianceOverview: overview }) =>
      valueOf(overview, 'COVERED') === 0);
    expect(valueOf(complianceOverview, 'IN_GAP')).toBe(valueOf(complianceOverview, 'MUST_BE_COVERED'));
    expect(complianceOverview.rows).toMatchObject({ edges: [{ node: { association: { name: { ar: association?.nameAr }, accreditation: { state: 'ACCREDITED' }, policies: { edges: [{ node: { state: 'SUSPENDED' } }] } } } }] });
    expect(complianceOverview.lives.edges).toMatchObject([{ node: { member: { coverages: [{ state: 'SUSPENDED' }] }, association: { region: { code: association?.region } } } }, {}]);
    const resumed = await graph.tell(officer, 'actOnPolicy', 'ActOnPolicyInput', { insurerId: policy?.insurerId, policyId: policy?.id, action: 'RESUME' }, 'policy { state }');
    expect(resumed.problems).toEqual([]);
    await graph.until<Overview>('regulator', `query ($scope: ComplianceScopeInput) { complianceOverview(scope: $scope) { ${FIGURES} } }`, { scope }, ({ complianceOverview: overview }) => valueOf(overview, 'COVERED') > 0);
  }, 60_000);

  it('equals what is built anew, and comes back when it is rebuilt', async () => {
    const begun = await graph.tell<{ check: { id: string } }>('regulator', 'checkCompliance', 'ComplianceModelInput', { idempotencyKey: randomUUID() }, 'check { id }');
    expect(begun.problems).toEqual([]);
    const { complianceCheck } = await graph.until<{ complianceCheck: { endedAt: string | null; equal: boolean; differences: unknown[] } }>('regulator',
      'query ($id: ID!) { complianceCheck(id: $id) { endedAt equal differences { table onlyGrown onlyRebuilt } } }', { id: begun.check.id }, ({ complianceCheck: check }) => check.endedAt !== null);
    expect(complianceCheck).toMatchObject({ equal: true, differences: [] });
    const query = `{ complianceOverview { ${FIGURES} } }`;
    const before = (await graph.ask('regulator', query)).data as unknown as Overview;
    expect((await graph.tell('regulator', 'rebuildCompliance', 'ComplianceModelInput', {}, 'sources { feed }')).problems).toEqual([]);
    await graph.until<Overview>('regulator', query, {}, ({ complianceOverview: overview }) =>
      before.complianceOverview.figures.every(({ code, value }) => Number(value) === valueOf(overview, code)) && overview.figures.every(({ sources }) => sources.every(({ upToDate }) => upToDate)));
  }, 60_000);
});
