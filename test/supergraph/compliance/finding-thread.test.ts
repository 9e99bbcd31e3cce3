import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSample } from '../../../gateway/sample/generate.ts';
import type { SamplePerson } from '../../../gateway/sample/people.ts';
import { rosterCsv } from '../../../gateway/sample/roster-csv.ts';
import { riyadhDateOf } from '../../../subgraphs/kit/riyadh-date.ts';
import { startGraph } from '../../kit/graph.ts';
import type { Caller, TestGraph } from '../../kit/graph.ts';

/* One thread through the whole graph: what an association writes in its house becomes a finding of the regulator's, and ends as one. */

const YEAR = new Date().getUTCFullYear();
const dayFromNow = (days: number): string => riyadhDateOf(new Date(), days);

let graph: TestGraph;
let server: Server;
let officer: Caller;
let associationId: string;

const sample = generateSample({ associations: 1, employees: 3, seed: 41, today: `${YEAR}-01-01` });
const people = sample.associations.flatMap((association) => [...sample.people(association)]).filter(({ relationship }) => relationship === 'SELF');

beforeAll(async () => {
  graph = await startGraph();
  server = createServer((request, response) => void graph.houses.associations.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  graph.announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { association } = await graph.tell<{ association: { id: string } }>('council', 'registerAssociation', 'RegisterAssociationInput', {
    licenseNumber: 'NCNP-26000', nameAr: 'جمعية الخيط', nameEn: 'Thread Association', region: 'SA-01', city: 'Riyadh',
  }, 'association { id }');
  associationId = association.id;
  officer = { role: 'association_officer', organisation: associationId };
});

afterAll(async () => {
  server.close();
  await graph.dispose();
});

/** The association's own act: its roster as a file. */
async function sendRoster(lines: readonly SamplePerson[]): Promise<void> {
  const { rosterImport } = await graph.tell<{ rosterImport: { id: string; uploadUrl: string } }>(officer, 'requestRosterUpload', 'RequestRosterUploadInput', { associationId }, 'rosterImport { id uploadUrl }');
  expect((await fetch(rosterImport.uploadUrl, { method: 'PUT', body: [...rosterCsv(lines)].join('') })).ok).toBe(true);
  const { rosterImport: read } = await graph.until<{ rosterImport: { state: string; rejected: number } }>(officer, 'query ($id: ID!) { rosterImport(id: $id) { state rejected } }', { id: rosterImport.id }, (data) => data.rosterImport.state === 'COMPLETE');
  expect(read.rejected).toBe(0);
}

const FINDINGS = `query ($id: ID!) { findings(filter: { associationId: $id }) { edges { node {
  id ruleId ruleValue state severity observed closedBecause answer availableActions
  rule { title { en } source verifiedOn } facts { name value source asOf } association { name { en } } history { action by }
  subject { kind member { id relationship policyClass association { id } } } } } } }`;

interface Found {
  readonly id: string; readonly ruleId: string; readonly state: string; readonly severity: string; readonly observed: string; readonly closedBecause: string | null;
  readonly facts: { readonly name: string; readonly source: string; readonly asOf: string }[]; readonly subject: { readonly member: { readonly id: string } };
  readonly history: { readonly action: string; readonly by: string }[];
}

type Data = { findings: { edges: { node: Found }[] } };

async function untilFound(as: Caller, holds: (found: Found[]) => boolean): Promise<Found[]> {
  const { findings } = await graph.until<Data>(as, FINDINGS, { id: associationId }, (data) => holds(data.findings.edges.map(({ node }) => node)));
  return findings.edges.map(({ node }) => node);
}

describe('a member without cover', () => {
  it('is a finding the regulator sees with its live record, the owner answers it, and a fact closes it', async () => {
    const [uncovered, later] = people as [SamplePerson, SamplePerson];
    await sendRoster([{ ...uncovered, effectiveDate: dayFromNow(-20) }, { ...later, effectiveDate: dayFromNow(40) }]);
    const [opened, ...others] = await untilFound('regulator', (found) => found.length > 0);
    expect(others).toEqual([]);
    expect(opened).toMatchObject({
      ruleId: 'E01', ruleValue: 'mandatory', state: 'OPEN', severity: 'MEDIUM', observed: `without cover since ${dayFromNow(-20)}`, availableActions: [],
      rule: { verifiedOn: null }, association: { name: { en: 'Thread Association' } },
      subject: { kind: 'MEMBER', member: { relationship: 'SELF', policyClass: uncovered.policyClass, association: { id: associationId } } },
    });
    expect(opened?.facts.map(({ name, source }) => [name, source])).toEqual([['member.onRoster', 'graph:associations'], ['member.uncoveredSince', 'graph:associations']]);
    expect(opened?.facts.every(({ asOf }) => !Number.isNaN(Date.parse(asOf)) && Date.parse(asOf) > 0)).toBe(true);

    const stranger: Caller = { role: 'association_officer', organisation: '0190a1c0-0000-7000-8000-00000000dead' };
    expect((await graph.ask(stranger, FINDINGS, { id: associationId })).data).toEqual({ findings: { edges: [] } });
    expect((await graph.ask('partner', FINDINGS, { id: associationId })).errors?.[0]?.extensions['code']).toBeDefined();
    expect(await untilFound(officer, (found) => found.length === 1)).toMatchObject([{ id: opened?.id, availableActions: ['ANSWER'] }]);
    const { finding, problems } = await graph.tell<{ finding: { state: string } }>(officer, 'answerFinding', 'AnswerFindingInput', { findingId: opened?.id, answer: 'The date was a slip.' }, 'finding { state }');
    expect([finding.state, problems]).toEqual(['ANSWERED', []]);

    await sendRoster([{ ...uncovered, effectiveDate: dayFromNow(30) }]);
    const [closed] = await untilFound('regulator', (found) => found[0]?.state === 'CLOSED');
    expect(closed).toMatchObject({ id: opened?.id, closedBecause: 'not on the roster on the day', answer: 'The date was a slip.' });
    expect(closed?.history.map(({ action, by }) => [action, by === 'timer'])).toEqual([['OPEN', true], ['ANSWER', false], ['CLOSE', true]]);
  });

  it('is found again by an evaluation of everything, which a regulator asks for and watches', async () => {
    const { evaluation } = await graph.tell<{ evaluation: { id: string } }>('regulator', 'evaluateCompliance', 'EvaluateComplianceInput', {}, 'evaluation { id }');
    const { complianceEvaluation } = await graph.until<{ complianceEvaluation: { state: string; evaluated: number; opened: number } }>('regulator',
      'query ($id: ID!) { complianceEvaluation(id: $id) { state evaluated opened } }', { id: evaluation.id }, (data) => data.complianceEvaluation.state === 'ENDED');
    expect(complianceEvaluation).toMatchObject({ evaluated: 3, opened: 0 });
    const { data } = await graph.ask('regulator', 'query ($id: ID!) { association(id: $id) { name { en } findings { edges { node { ruleId state } } } } }', { id: associationId });
    expect(data).toEqual({ association: { name: { en: 'Thread Association' }, findings: { edges: [{ node: { ruleId: 'E01', state: 'CLOSED' } }] } } });
  });
});
