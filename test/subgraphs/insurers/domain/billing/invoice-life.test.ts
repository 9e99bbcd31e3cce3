import { describe, expect, it } from '@jest/globals';
import { BILLING_TERMS, billingDaysOf, dueDateOf } from '../../../../../subgraphs/insurers/domain/billing/billing-terms.ts';
import { INVOICE_LIFE, OWED, nextByTime } from '../../../../../subgraphs/insurers/domain/billing/invoice-life.ts';
import type { InvoiceState } from '../../../../../subgraphs/insurers/domain/billing/invoice-life.ts';
import { takeStep } from '../../../../../subgraphs/kit/transitions.ts';

const facts = { dueDate: '2026-03-16', taken: 0n, allSettled: false, reason: null };

describe('the days of an invoice', () => {
  it('are counted from the later of its issue and the first day of cover', () => {
    expect([dueDateOf('2026-03-01', '2026-01-01'), dueDateOf('2025-12-01', '2026-01-01')]).toEqual(['2026-03-16', '2026-01-16']);
    expect(billingDaysOf('2026-03-16')).toEqual({ overdueFrom: '2026-03-17', graceFrom: '2026-04-01', suspendsOn: '2026-04-16' });
    expect(Object.values(BILLING_TERMS).every((days) => days > 0)).toBe(true);
  });

  it.each<[InvoiceState, string, string]>([['ISSUED', '2026-03-16', '2026-03-17'], ['PARTIALLY_PAID', '2026-03-16', '2026-03-17'], ['OVERDUE', '2026-03-31', '2026-04-01'], ['GRACE', '2026-04-15', '2026-04-16']])(
    'move one that is %s on its day and not before', (state, before, on) => {
      const next = nextByTime(state, facts.dueDate);
      expect(next?.on).toBe(on);
      const step = (today: string) => takeStep(INVOICE_LIFE, state, next?.step ?? 'ISSUE', ['timer'], { ...facts, today });
      expect('refusal' in step(before)).toBe(true);
      expect('to' in step(on)).toBe(true);
    });

  it('move nothing that is paid or taken back', () => {
    for (const state of INVOICE_LIFE.states.filter((each) => !OWED.includes(each) || each === 'POLICY_SUSPENDED')) expect(nextByTime(state, facts.dueDate)).toBeNull();
  });
});

describe('an invoice', () => {
  it.each(OWED)('that is %s is paid from there, whole or in part', (state) => {
    for (const step of ['TAKE_PART', 'SETTLE'] as const) expect('to' in takeStep(INVOICE_LIFE, state, step, ['timer'], { ...facts, today: '2026-03-01' })).toBe(true);
  });

  it('is taken back by its insurer alone, with a reason, and only without money on it', () => {
    const cancel = (actor: 'insurer_officer' | 'association_officer', more: Partial<typeof facts>) =>
      takeStep(INVOICE_LIFE, 'ISSUED', 'CANCEL', [actor], { ...facts, today: '2026-03-01', ...more, reason: 'reason' in more ? null : 'wrong' });
    expect(cancel('insurer_officer', {})).toEqual({ to: 'CANCELLED' });
    expect(cancel('insurer_officer', { taken: 1n })).toMatchObject({ refusal: { code: 'INVOICE_HAS_MONEY' } });
    expect(cancel('insurer_officer', { reason: null })).toMatchObject({ refusal: { code: 'INVALID_INPUT' } });
    expect(cancel('association_officer', {})).toMatchObject({ refusal: { code: 'NOT_YOURS' } });
  });
});
