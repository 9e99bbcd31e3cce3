import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { seedSample } from '../../../gateway/sample-seed.ts';
import { startGraph } from '../../kit/graph.ts';
import type { TestGraph } from '../../kit/graph.ts';

/* What insurers and rosters tell beside who is covered: at which rates, with which benefits, how cover ended, when a child was entered. */

interface Found {
  readonly ruleId: string; readonly ruleValue: string; readonly appliesOn: string; readonly observed: string; readonly state: string;
  readonly facts: { readonly name: string; readonly value: string; readonly source: string; readonly asOf: string }[];
}
type Findings = { findings: { edges: { node: Found }[] } };
interface Policy { readonly id: string; readonly association_id: string; readonly inception: string }

let graph: TestGraph;

async function sql<Row extends object>(house: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: graph.databases.get(house)?.appUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

const FINDINGS = `query ($filter: FindingFilter) { findings(filter: $filter, first: 100) { edges { node {
  ruleId ruleValue appliesOn observed state facts { name value source asOf } } } } }`;

async function untilFound(rules: string[], holds: (found: Found[]) => boolean = (found) => found.length > 0): Promise<Found[]> {
  const { findings } = await graph.until<Findings>('regulator', FINDINGS, { filter: { rules } }, (data) => holds(data.findings.edges.map(({ node }) => node)));
  return findings.edges.map(({ node }) => node);
}

const current = `SELECT id, association_id, inception_date::text AS inception FROM policy WHERE state = 'ACTIVE' ORDER BY id`;

beforeAll(async () => {
  graph = await startGraph();
  await seedSample(graph, { associations: 3, employees: 45 });
  await graph.until<{ complianceOverview: { figures: { value: string; sources: { upToDate: boolean }[] }[] } }>('regulator', '{ complianceOverview { figures(of: [INSURED_LIVES]) { value sources { upToDate } } } }', {},
    ({ complianceOverview: { figures: [insured] } }) => Number(insured?.value) > 0 && insured?.sources.every(({ upToDate }) => upToDate) === true);
}, 120_000);

afterAll(() => graph.dispose());

describe('a policy in force', () => {
  it('is judged by its own benefits, against the schedule of the day it began', async () => {
    const [policy] = await sql<Policy>('insurers', current);
    await sql('insurers', `WITH worse AS (
        SELECT t.rates, jsonb_path_query_array(t.benefits, '$[*] ? (@.code != "DENTAL" && @.code != "OPTICAL")') || '[{"code": "OPTICAL", "kind": "LIMIT", "value": "399"}]'::jsonb AS benefits
        FROM policy p JOIN policy_terms t ON t.id = p.terms_id WHERE p.id = $1
      ), kept AS (INSERT INTO policy_terms (id, rates, benefits) SELECT terms_id_of(rates, benefits), rates, benefits FROM worse)
      UPDATE policy SET terms_id = (SELECT terms_id_of(rates, benefits) FROM worse) WHERE id = $1`, [policy?.id]);
    const found = await untilFound(['B.DENTAL', 'B.OPTICAL'], ({ length }) => length === 2);
    const said = { appliesOn: policy?.inception, state: 'OPEN' };
    expect(found.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))).toMatchObject([
      { ...said, ruleId: 'B.DENTAL', ruleValue: '2000', observed: 'the benefit is not offered', facts: [{ name: 'benefit.offered', value: 'null', source: 'graph:insurers' }] },
      { ...said, ruleId: 'B.OPTICAL', ruleValue: '400', observed: 'offered 399, worse than the floor of 400', facts: [{ name: 'benefit.offered', value: '"399"', source: 'graph:insurers' }] },
    ]);
    expect(found.every(({ facts }) => facts.every(({ asOf }) => Date.parse(asOf) > 0))).toBe(true);
  });

  it('is judged by its own rates: one price for all of a class and status is a breach', async () => {
    const [, policy] = await sql<Policy>('insurers', current);
    await sql('insurers', `WITH flat AS (
        SELECT (SELECT jsonb_object_agg(cell, CASE WHEN cell LIKE 'C|%|EMPLOYEE' THEN '200000' ELSE rate END) FROM jsonb_each_text(t.rates) AS r (cell, rate)) AS rates, t.benefits
        FROM policy p JOIN policy_terms t ON t.id = p.terms_id WHERE p.id = $1
      ), kept AS (INSERT INTO policy_terms (id, rates, benefits) SELECT terms_id_of(rates, benefits), rates, benefits FROM flat)
      UPDATE policy SET terms_id = (SELECT terms_id_of(rates, benefits) FROM flat) WHERE id = $1`, [policy?.id]);
    expect(await untilFound(['G01'])).toMatchObject([{ appliesOn: policy?.inception, observed: 'one price for all ages and sexes of C EMPLOYEE', facts: [{ name: 'rates.flatParts', source: 'graph:insurers' }] }]);
    await sql('insurers', `UPDATE policy SET terms_id = (SELECT terms_id FROM policy q WHERE q.insurer_id = policy.insurer_id AND q.id <> policy.id LIMIT 1) WHERE id = $1`, [policy?.id]);
    expect(await untilFound(['G01'], ([one]) => one?.state === 'CLOSED')).toHaveLength(1);
  });
});

describe('an insurer', () => {
  it('that refuses a line the rules allow has a finding of its own', async () => {
    const [policy] = await sql<Policy & { insurer_id: string }>('insurers', current.replace('SELECT id', 'SELECT id, insurer_id'));
    await sql('associations', `WITH batch AS (
        INSERT INTO enrollment_batch (association_id, id, call_off_id, insurer_id, policy_id, state, line_count, created_at)
        VALUES ($1, gen_random_uuid(), gen_random_uuid(), $2, $3, 'APPLIED', 2, now()) RETURNING association_id, id
      ) INSERT INTO enrollment_line (association_id, batch_id, number, id, member_id, maintenance_type, effective_date, policy_class, state, problem_code)
      SELECT association_id, id, n, gen_random_uuid(), gen_random_uuid(), 'ADD', current_date, 'C', 'REJECTED', CASE n WHEN 1 THEN 'LINE_REFUSED_BY_INSURER' ELSE 'ALREADY_COVERED' END
      FROM batch CROSS JOIN generate_series(1, 2) AS n`, [policy?.association_id, policy?.insurer_id, policy?.id]);
    expect(await untilFound(['G09'])).toMatchObject([{ appliesOn: policy?.inception, observed: 'the insurer refused 1 enrollments that the rules allow', facts: [{ name: 'batch.refusedLines', value: '1', source: 'graph:associations' }] }]);
  });
});

describe('a life', () => {
  it('whose cover ended is judged by the ground, and by what was given back', async () => {
    const [cover] = await sql<{ coverage_id: string; annual_premium: string; last: string }>('insurers', `
      UPDATE coverage_version v SET effective_to = p.inception_date + 9, maintenance_type = 'TERMINATE', end_reason = 'CHANGED_ITS_MIND', refunded = 1000
      FROM policy p, coverage c WHERE p.id = v.policy_id AND c.id = v.coverage_id AND p.state = 'ACTIVE' AND v.effective_from = p.inception_date
        AND v.coverage_id = (SELECT v2.coverage_id FROM coverage_version v2 JOIN policy p2 ON p2.id = v2.policy_id WHERE p2.state = 'ACTIVE' AND v2.effective_from = p2.inception_date LIMIT 1)
      RETURNING v.coverage_id, v.annual_premium, v.effective_to::text AS last`);
    const found = (await untilFound(['E11', 'E14'], ({ length }) => length === 2)).sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
    expect(found).toMatchObject([
      { ruleId: 'E11', appliesOn: cover?.last, observed: 'CHANGED_ITS_MIND is no ground to end this life\'s cover', facts: [{ name: 'coverage.endReason', value: '"CHANGED_ITS_MIND"', source: 'graph:insurers' }] },
      { ruleId: 'E14', ruleValue: '365.25', appliesOn: cover?.last, facts: [{ name: 'coverage.refunded', value: '1000' }, { name: 'coverage.refundDue' }] },
    ]);
    const [paid] = await sql('insurers', 'UPDATE coverage_version SET refunded = annual_premium, end_reason = \'DEATH\' WHERE coverage_id = $1 RETURNING coverage_id', [cover?.coverage_id]);
    expect(paid).toBeDefined();
    await untilFound(['E11', 'E14'], (all) => all.every(({ state }) => state === 'CLOSED'));
  });

  it('that was born during the employee\'s cover is judged by the day it was entered', async () => {
    const [born] = await sql<{ day: string }>('associations', `
      UPDATE member m SET cover_from = (now() AT TIME ZONE 'Asia/Riyadh')::date - 50, birth_date = (now() AT TIME ZONE 'Asia/Riyadh')::date - 50, entered_at = now() - interval '10 days'
      WHERE id = (SELECT id FROM member WHERE relationship = 'CHILD' ORDER BY id LIMIT 1) RETURNING birth_date::text AS day`);
    const [found] = await untilFound(['E09']);
    expect(found).toMatchObject({ ruleId: 'E09', ruleValue: '30', appliesOn: born?.day, observed: 'announced 10 days too late', facts: [{ name: 'member.announced', source: 'graph:associations' }] });
  });

  it('opens nothing more when all of it is judged at once', async () => {
    const { evaluation } = await graph.tell<{ evaluation: { id: string } }>('regulator', 'evaluateCompliance', 'EvaluateComplianceInput', {}, 'evaluation { id }');
    const { complianceEvaluation } = await graph.until<{ complianceEvaluation: { state: string; opened: number; changed: number; closed: number } }>('regulator',
      'query ($id: ID!) { complianceEvaluation(id: $id) { state opened changed closed } }', { id: evaluation.id }, (data) => data.complianceEvaluation.state === 'ENDED');
    expect(complianceEvaluation).toMatchObject({ opened: 0, changed: 0, closed: 0 });
  });
});
