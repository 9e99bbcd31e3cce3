import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { seedSample } from '../../../gateway/sample-seed.ts';
import { riyadhDateOf } from '../../../subgraphs/kit/riyadh-date.ts';
import { startGraph } from '../../kit/graph.ts';
import type { TestGraph } from '../../kit/graph.ts';

/* From the front door: one case under the rules of three days, and what a regulator, a source or a rule may get wrong. */

const dayFromNow = (days: number): string => riyadhDateOf(new Date(), days);

interface Ruling { readonly ruleId: string; readonly verdict: string; readonly appliesOn: string; readonly observed: string; readonly rule: { readonly value: string; readonly effectiveFrom: string } | null }
interface Found { readonly ruleId: string; readonly kind: string; readonly observed: string; readonly facts: readonly { readonly name: string; readonly value: string; readonly source: string }[] }

let graph: TestGraph;
let son: string;

async function sql<Row extends object>(house: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client({ connectionString: graph.databases.get(house)?.appUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  graph = await startGraph();
  await seedSample(graph, { associations: 2, employees: 40 });
  // A son who was 25 ten days ago.
  const [row] = await sql<{ id: string }>('associations', `UPDATE member SET sex = 'MALE', birth_date = $1::date - interval '25 years'
    WHERE id = (SELECT id FROM member WHERE relationship = 'CHILD' AND left_on IS NULL ORDER BY id LIMIT 1) RETURNING id`, [dayFromNow(-10)]);
  son = row?.id ?? '';
  await graph.until<{ findings: { edges: unknown[] } }>('regulator', `{ findings(filter: { subject: { kind: MEMBER, id: "${son}" }, rules: ["E02"] }) { edges { node { id } } } }`, {}, (data) => data.findings.edges.length === 1);
}, 120_000);
afterAll(() => graph.dispose());

const JUDGE = 'query ($id: ID!, $on: Date) { judgeCase(subject: { kind: MEMBER, id: $id }, on: $on) { rulings { ruleId verdict appliesOn observed rule { value effectiveFrom } } } }';

async function judged(on: string, headers: Record<string, string> = {}): Promise<Ruling | undefined> {
  const { data, errors } = await graph.gateway.execute({ query: JUDGE, variables: { id: son, on } }, { authorization: `Bearer ${await graph.token('regulator')}`, ...headers });
  expect(errors).toBeUndefined();
  return (data as unknown as { judgeCase: { rulings: Ruling[] } }).judgeCase.rulings.find(({ ruleId }) => ruleId === 'E02');
}

const enact = (more: object) => graph.tell<{ rule: { value: string } | null }>('regulator', 'enactRule', 'EnactRuleInput', {
  id: 'E02', category: 'E', titleAr: 'سن الابن', titleEn: 'Age of a son', value: '26', unit: 'years', source: 'test', effectiveFrom: dayFromNow(30), ...more,
}, 'rule { value }');

describe('a case', () => {
  it('is judged by the rules in force on its own day, whenever it is judged', async () => {
    expect(await judged(dayFromNow(-11))).toMatchObject({ verdict: 'HELD', rule: { value: '25' } });
    expect(await judged(dayFromNow(0))).toMatchObject({ verdict: 'BREACH', appliesOn: dayFromNow(0), rule: { value: '25' } });
    expect((await enact({ endPrevious: true })).problems).toEqual([]);
    expect(await judged(dayFromNow(0))).toMatchObject({ verdict: 'BREACH', rule: { value: '25' } });
    expect(await judged(dayFromNow(29))).toMatchObject({ verdict: 'BREACH', rule: { value: '25' } });
    expect(await judged(dayFromNow(30))).toMatchObject({ verdict: 'HELD', appliesOn: dayFromNow(30), rule: { value: '26', effectiveFrom: dayFromNow(30) } });
    expect(await judged(dayFromNow(-11))).toMatchObject({ verdict: 'HELD', rule: { value: '25' } });
  });

  it('is observed in the language of whoever asks', async () => {
    expect((await judged(dayFromNow(0)))?.observed).toBe('a son is covered beyond the age limit');
    expect((await judged(dayFromNow(0), { 'accept-language': 'ar' }))?.observed).toBe('ابن مغطى بعد تجاوز حد السن');
    const query = `{ findings(filter: { rules: ["E02"] }) { edges { node { observed history { reason } } } } }`;
    const { data } = await graph.gateway.execute({ query }, { authorization: `Bearer ${await graph.token('regulator')}`, 'accept-language': 'ar' });
    expect(data).toMatchObject({ findings: { edges: [{ node: { observed: 'ابن مغطى بعد تجاوز حد السن', history: [{ reason: 'ابن مغطى بعد تجاوز حد السن' }] } }] } });
  });
});

describe('what is not as it should be', () => {
  it('a rule with overlapping dates is refused, and the book stays as it was', async () => {
    const { rule, problems } = await enact({ value: '27', effectiveFrom: dayFromNow(60) });
    expect([rule, problems.map(({ code }) => code)]).toEqual([null, ['RULE_DATES_OVERLAP']]);
    expect(await judged(dayFromNow(60))).toMatchObject({ rule: { value: '26' } });
  });

  it('a regulator who asks for a person without a purpose is told so, and gets all the rest', async () => {
    const query = `{ member(id: "${son}") { relationship fullName { ar } nationalId } }`;
    const as = { authorization: `Bearer ${await graph.token('regulator')}` };
    const without = await graph.gateway.execute({ query }, as);
    expect(without.data).toMatchObject({ member: { relationship: 'CHILD', fullName: null, nationalId: null } });
    expect(new Set(without.errors?.map(({ extensions }) => extensions?.['code']))).toEqual(new Set(['PURPOSE_NEEDED']));
    const within = await graph.gateway.execute({ query }, { ...as, 'x-wasq-purpose': 'inspection 7' });
    expect(within.errors).toBeUndefined();
    expect(await sql('associations', `SELECT 1 FROM audit_entry WHERE action = 'READ' AND purpose = 'inspection 7'`)).not.toEqual([]);
  });

  it('two houses that contradict each other are both shown, and the finding says so', async () => {
    const [life] = await sql<{ id: string; was: string }>('associations', `UPDATE member m SET policy_class = CASE m.policy_class WHEN 'VIP' THEN 'C' ELSE 'VIP' END
      WHERE id = (SELECT id FROM member WHERE relationship = 'SELF' AND left_on IS NULL AND cover_from <= current_date ORDER BY id LIMIT 1) RETURNING id, policy_class AS was`);
    const query = `query ($id: ID!) { findings(filter: { kind: CONTRADICTION, subject: { kind: MEMBER, id: $id } }) { edges { node { ruleId kind observed facts { name value source } } } } }`;
    const { findings } = await graph.until<{ findings: { edges: { node: Found }[] } }>('regulator', query, { id: life?.id }, (data) => data.findings.edges.length > 0);
    const [found] = findings.edges.map(({ node }) => node);
    expect(found).toMatchObject({ ruleId: 'E16.AGREE', observed: 'graph:associations and graph:insurers say different things about member.policyClass' });
    expect(found?.facts.map(({ name, source }) => [name, source])).toEqual([['member.policyClass', 'graph:associations'], ['member.policyClass', 'graph:insurers']]);
    expect(JSON.parse(found?.facts[0]?.value ?? '')).toBe(life?.was);
    expect(found?.facts[0]?.value).not.toBe(found?.facts[1]?.value);
  });
});
