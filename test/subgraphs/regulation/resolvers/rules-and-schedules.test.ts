import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '../../../../schema/contracts/identity.ts';
import { askLeastStandstill } from '../../../../subgraphs/associations/asks/standstill-rule.ts';
import type { GraphClient } from '../../../../subgraphs/kit/graph-client.ts';
import { BENEFIT_SCHEDULES } from '../../../../subgraphs/regulation/domain/rules/benefit-schedules.ts';
import { RULE_BOOK } from '../../../../subgraphs/regulation/domain/rules/rule-book.ts';
import { readRuleBook } from '../../../../subgraphs/regulation/store/rules.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const SCHEDULE = '{ id version effectiveFrom effectiveTo benefits { code kind value title { ar en } source verifiedOn } }';

describe('the programme', () => {
  it('says its mode and its currency', async () => {
    const { data } = await house.ask(ANONYMOUS, '{ programme { mode currency regulator { ar en } } }');
    expect(data.programme).toMatchObject({ mode: 'SANDBOX', currency: 'XTS' });
  });
});

describe('rules', () => {
  it('are in the database as the book has them', async () => {
    const rows = (await Promise.all((['E', 'B', 'S', 'G', 'A'] as const).map((category) => readRuleBook(house.database.manager, category)))).flat();
    const byKey = (a: { id: string; effectiveFrom: string }, b: { id: string; effectiveFrom: string }) => `${a.id} ${a.effectiveFrom}`.localeCompare(`${b.id} ${b.effectiveFrom}`);
    expect(rows.sort(byKey)).toEqual([...RULE_BOOK].sort(byKey));
  });

  it('are those in force on the day, today when none is given', async () => {
    const query = 'query ($on: Date) { rules(on: $on, category: B) { id category value unit effectiveFrom effectiveTo title { ar en } source verifiedOn } }';
    const valueOn = async (on: string | null) => {
      const { data } = await house.ask(ANONYMOUS, query, { on });
      return data.rules.find(({ id }: { id: string }) => id === 'B.ANNUAL_MAX')?.value;
    };
    expect(await valueOn('2012-12-31')).toBeUndefined();
    expect(await valueOn('2013-06-01')).toBe('250000');
    expect(await valueOn('2020-06-01')).toBe('500000');
    expect(await valueOn(null)).toBe('1000000');
  });

  it('are found by their key, each version by its own', async () => {
    const representations = ['2013-01-01', '2014-01-01', '2022-10-01', '1999-01-01'].map((effectiveFrom) => ({ __typename: 'Rule', id: 'B.ANNUAL_MAX', effectiveFrom }));
    const { data } = await house.ask(ANONYMOUS, 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Rule { value } } }', { representations });
    expect(data._entities).toEqual([{ value: '250000' }, { value: '500000' }, { value: '1000000' }, null]);
  });
});

describe('the standstill rule', () => {
  it('answers what a tender outside the trial asks', async () => {
    const graph: GraphClient = {
      ask: async <Data>(query: string, variables: Readonly<Record<string, unknown>>) => (await house.ask(ANONYMOUS, query, variables)).data as Data,
    };
    expect(await askLeastStandstill(graph, '2026-07-01', 'a-request')).toBe(10 * 86_400);
  });
});

describe('minimum schedules', () => {
  it('are those of the day', async () => {
    const query = `query ($on: Date) { benefitSchedule(on: $on) ${SCHEDULE} }`;
    expect((await house.ask(ANONYMOUS, query, { on: '2022-09-30' })).data.benefitSchedule.version).toBe('2018');
    expect((await house.ask(ANONYMOUS, query, { on: '2022-10-01' })).data.benefitSchedule.version).toBe('2022-10');
    expect((await house.ask(ANONYMOUS, query, {})).data.benefitSchedule.version).toBe('2022-10');
    expect((await house.ask(ANONYMOUS, query, { on: '2012-01-01' })).data.benefitSchedule).toBeNull();
  });

  it('come whole, newest first, in two statements however many', async () => {
    house.statements();
    const { data } = await house.ask(ANONYMOUS, `{ benefitSchedules ${SCHEDULE} }`);
    expect(data.benefitSchedules).toEqual([...BENEFIT_SCHEDULES].reverse());
    expect(house.statements()).toHaveLength(2);
  });

  it('are found by their key', async () => {
    const representations = [...BENEFIT_SCHEDULES.map(({ id }) => id), 'nonsense'].map((id) => ({ __typename: 'BenefitSchedule', id }));
    house.statements();
    const { data } = await house.ask(ANONYMOUS, 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on BenefitSchedule { version } } }', { representations });
    expect(data._entities.map((entity: { version: string } | null) => entity?.version ?? null)).toEqual([...BENEFIT_SCHEDULES.map(({ version }) => version), null]);
    expect(house.statements()).toHaveLength(1);
  });
});
