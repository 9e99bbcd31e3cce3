import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../kit/principals.ts';
import { addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

let test: TestHouse;
const insurer = newId();
const officer = principalOf('insurer_officer', insurer);
const PLAN = 'plan { id insurerId policyClass name { ar en } benefits { code kind value } insurer { id } }';
interface Published { plan: { id: string; benefits: { code: string; value: string }[] } | null }

beforeAll(async () => {
  test = await openTestHouse();
  await addInsurer(test, insurer);
});
afterAll(() => test.close());

const publish = (more: Record<string, unknown> = {}, as = officer) => test.tell<Published>(as, 'publishInsurancePlan', {
  insurerId: insurer, nameAr: 'الذهبية', nameEn: 'Gold', policyClass: 'B', benefits: [{ code: 'DENTAL', kind: 'LIMIT', value: '2000.00' }], ...more,
}, PLAN);

describe('publishing a plan', () => {
  it('replaces the plan of its class and leaves the others, from the widest class to the narrowest', async () => {
    const first = await publish();
    expect(first.plan).toMatchObject({ insurerId: insurer, policyClass: 'B', name: { ar: 'الذهبية', en: 'Gold' }, insurer: { id: insurer } });
    await publish({ policyClass: 'VIP' });
    const second = await publish({ benefits: [{ code: 'DENTAL', kind: 'LIMIT', value: '3000' }] });
    expect(second.plan?.id).toBe(first.plan?.id);
    const { insurer: read } = await test.ask<{ insurer: { plans: { policyClass: string; benefits: { value: string }[] }[] } }>(principalOf('partner'), 'query ($id: ID!) { insurer(id: $id) { plans { policyClass benefits { value } } } }', { id: insurer });
    expect(read.plans).toEqual([{ policyClass: 'VIP', benefits: [{ value: '2000.00' }] }, { policyClass: 'B', benefits: [{ value: '3000' }] }]);
  });

  it('twice at once makes one plan', async () => {
    const plans = await Promise.all([publish({ policyClass: 'C' }), publish({ policyClass: 'C' }, principalOf('insurer_officer', insurer, 'second-officer'))]);
    expect(plans[0]?.plan?.id).toBe(plans[1]?.plan?.id);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another insurer', { insurerId: newId() }, 'NOT_YOURS'],
    ['a benefit twice', { benefits: [1, 2].map((value) => ({ code: 'DENTAL', kind: 'LIMIT', value: `${value}` })) }, 'INVALID_INPUT'],
    ['a value below zero', { benefits: [{ code: 'DENTAL', kind: 'LIMIT', value: '-1' }] }, 'INVALID_INPUT'],
    ['a plan without a name', { nameEn: ' ' }, 'INVALID_INPUT'],
  ])('refuses %s', async (_what, more, code) => {
    const { plan, problems } = await publish(more);
    expect([plan, problems.map((problem) => problem.code)]).toEqual([null, [code]]);
  });
});

describe('an insurer', () => {
  it('is found by its identifier, by its commercial registration number, and by both only when they agree', async () => {
    const [row] = await test.sql<{ cr: string }>('SELECT cr_number AS cr FROM insurer WHERE id = $1', [insurer]);
    const query = 'query ($id: ID, $cr: ID) { insurer(id: $id, crNumber: $cr) { id } }';
    const find = async (variables: Record<string, unknown>) => (await test.ask<{ insurer: { id: string } | null }>(principalOf('partner'), query, variables)).insurer?.id ?? null;
    expect(await find({ id: insurer })).toBe(insurer);
    expect(await find({ cr: row?.cr })).toBe(insurer);
    expect(await find({ id: insurer, cr: row?.cr })).toBe(insurer);
    expect([await find({ id: insurer, cr: '1' }), await find({ id: 'x' }), await find({})]).toEqual([null, null, null]);
  });
});
