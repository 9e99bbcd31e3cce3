import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../kit/principals.ts';
import { openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

let test: TestHouse;
const regulator = principalOf('regulator');
const council = principalOf('council');
interface Registered { insurer: { id: string; crNumber: string; name: { ar: string; en: string } } | null }

beforeAll(async () => {
  test = await openTestHouse();
});
afterAll(() => test.close());

const register = (more: Record<string, unknown> = {}, as = regulator) => test.tell<Registered>(as, 'registerInsurer', {
  crNumber: '9910000001', nameAr: 'شركة الأمان', nameEn: 'Safety Insurance', ...more,
}, 'insurer { id crNumber name { ar en } }');
const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code);

describe('registering an insurer', () => {
  it('makes it known under its number, by the regulator or the council, on record', async () => {
    const { insurer, problems } = await register({ nameEn: ' Safety Insurance ' });
    expect(problems).toEqual([]);
    expect(insurer).toMatchObject({ crNumber: '9910000001', name: { ar: 'شركة الأمان', en: 'Safety Insurance' } });
    const found = await test.ask<{ insurer: { id: string } }>(council, '{ insurer(crNumber: "9910000001") { id } }');
    expect(found.insurer.id).toBe(insurer?.id);
    const entries = await test.sql('SELECT entity, action, from_state, to_state, subject FROM audit_entry WHERE entity_id = $1', [insurer?.id]);
    expect(entries).toEqual([{ entity: 'Insurer', action: 'REGISTER', from_state: null, to_state: 'REGISTERED', subject: regulator.subject }]);
    expect(codes(await register({ crNumber: '9910000002' }, council))).toEqual([]);
  });

  it('happens once however often it is sent', async () => {
    const command = { idempotencyKey: randomUUID(), crNumber: '9910000003' };
    const first = await register(command);
    expect(await register(command)).toEqual(first);
    expect(await test.sql('SELECT id FROM insurer WHERE cr_number = $1', ['9910000003'])).toEqual([{ id: first.insurer?.id }]);
  });

  it('is refused for a number that somebody has, and one of two at once is', async () => {
    const both = await Promise.all([register({ crNumber: '9910000004' }), register({ crNumber: '9910000004' }, council)]);
    expect(both.flatMap(codes)).toEqual(['CR_NUMBER_TAKEN']);
    expect(both.filter(({ insurer }) => insurer !== null)).toHaveLength(1);
    expect(codes(await register({ crNumber: '9910000004' }))).toEqual(['CR_NUMBER_TAKEN']);
    expect(await test.sql('SELECT 1 FROM insurer WHERE cr_number = $1', ['9910000004'])).toHaveLength(1);
  });

  it.each(['insurer_officer', 'association_officer', 'review_body', 'member', 'partner', 'service'] as const)('is not for %s', async (role) => {
    expect(await register({ crNumber: '9910000005' }, principalOf(role, newId()))).toMatchObject({ insurer: null, problems: [{ code: 'NOT_YOURS' }] });
    expect(await test.sql('SELECT 1 FROM insurer WHERE cr_number = $1', ['9910000005'])).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['nine digits', { crNumber: '991000000' }],
    ['eleven digits', { crNumber: '99100000066' }],
    ['letters', { crNumber: '99100000CR' }],
    ['Arabic digits', { crNumber: '٩٩١٠٠٠٠٠٠٦' }],
    ['a line after the digits', { crNumber: '9910000006\n' }],
    ['no Arabic name', { crNumber: '9910000006', nameAr: ' ' }],
    ['a name without end', { crNumber: '9910000006', nameEn: 'x'.repeat(201) }],
  ])('refuses %s', async (_what, more) => {
    expect(await register(more)).toMatchObject({ insurer: null, problems: [{ code: 'INVALID_INPUT' }] });
  });
});
