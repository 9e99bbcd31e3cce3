import { describe, expect, it } from '@jest/globals';
import type { BidBody } from '../../../../schema/contracts/bid-body.ts';
import { readBidBody } from '../../../../subgraphs/insurers/domain/bid-body.ts';
import { requiredCells } from '../../../../subgraphs/insurers/domain/rate-table.ts';
import { sampleBody, sampleRates } from '../sample-bid.ts';

const tender = { id: 't', lots: [{ id: 'lot', policyClasses: ['B' as const, 'C' as const] }] };
const place = { insurerId: 'i', tenderId: 't', lotId: 'lot', policyClasses: ['B', 'C'] as const };
const read = (change: (body: BidBody) => unknown) => readBidBody(JSON.stringify(change(sampleBody('i', tender, 10_000))), place);
const reasonsOf = (change: (body: BidBody) => unknown) => read(change).reasons.map(({ code, values }) => [code, ...Object.values(values ?? {})].join(' '));

describe('a bid body', () => {
  it('that is whole has no reason against it', () => {
    const { body, reasons } = read((each) => each);
    expect([body, reasons]).toEqual([sampleBody('i', tender, 10_000), []]);
  });

  it('prices the whole grid of the lot: 11 bands, two sexes, three statuses a class', () => {
    expect(requiredCells(['B', 'C', 'B'])).toHaveLength(2 * 11 * 2 * 3);
  });

  it.each<[string, (body: BidBody) => unknown, string]>([
    ['another version', (body) => ({ ...body, version: 2 }), 'version'],
    ['a field more', (body) => ({ ...body, discount: 5 }), 'body'],
    ['another insurer', (body) => ({ ...body, insurerId: 'x' }), 'insurerId'],
    ['another tender', (body) => ({ ...body, tenderId: 'x' }), 'tenderId'],
    ['another lot', (body) => ({ ...body, lotId: 'x' }), 'lotId'],
    ['a rate as a number', (body) => ({ ...body, rates: body.rates.map((rate) => ({ ...rate, annualPremium: 10 })) }), 'rates.0.annualPremium'],
    ['a rate of three decimals', (body) => ({ ...body, rates: [{ ...body.rates[0], annualPremium: '1.005' }] }), 'rates.0.annualPremium'],
    ['a band of its own', (body) => ({ ...body, rates: [{ ...body.rates[0], ageTo: 18 }] }), 'rates.0'],
    ['a benefit twice', (body) => ({ ...body, benefits: [...body.benefits, ...body.benefits] }), 'benefits'],
    ['a guessable nonce', (body) => ({ ...body, nonce: 'short' }), 'nonce'],
    ['a promise above all', (body) => ({ ...body, serviceLevelBasisPoints: 10_001 }), 'serviceLevelBasisPoints'],
    ['nothing', () => null, 'body'],
  ])('with %s is not read any further, and not published', (_what, change, where) => {
    expect(read(change)).toEqual({ body: null, reasons: [{ code: 'BID_BODY_INVALID', values: { where } }] });
  });

  it('that is no JSON is no body', () => {
    expect(readBidBody('{', place).body).toBeNull();
  });

  it.each<[string, (body: BidBody) => unknown, string[]]>([
    ['a missing cell', (body) => ({ ...body, rates: body.rates.filter(({ policyClass, ageFrom, sex, status }) => `${policyClass}${ageFrom}${sex}${status}` !== 'C65FEMALESPOUSE') }), ['BID_CELL_MISSING C|65|FEMALE|SPOUSE']],
    ['a cell twice', (body) => ({ ...body, rates: [...body.rates, body.rates[0]] }), ['BID_CELL_REPEATED B|0|MALE|EMPLOYEE']],
    ['a rate of nothing', (body) => ({ ...body, rates: body.rates.map((rate, index) => (index === 0 ? { ...rate, annualPremium: '0.00' } : rate)) }), ['BID_RATE_NOT_POSITIVE B|0|MALE|EMPLOYEE']],
    ['one price for all', (body) => ({ ...body, rates: body.rates.map((rate) => ({ ...rate, annualPremium: '900.00' })) }), ['BID_FLAT_RATE *']],
    ['one price for a class and status', (body) => ({ ...body, rates: body.rates.map((rate) => (rate.policyClass === 'C' && rate.status === 'CHILD' ? { ...rate, annualPremium: '900.00' } : rate)) }), ['BID_FLAT_RATE C|CHILD']],
    ['a class nobody asked for', (body) => ({ ...body, rates: [...body.rates, ...sampleRates(10_000, ['A'])] }), ['BID_BODY_INVALID rates.132.policyClass']],
    ['loads that leave nothing', (body) => ({ ...body, loadings: { ...body.loadings, expenseBasisPoints: 9_700 } }), ['BID_LOADINGS_INVALID pool']],
    ['a quote whose discount is everything', (body) => ({ ...body, standaloneQuotes: [{ ...body.standaloneQuotes[0], loadings: { ...body.loadings, bookDiscountBasisPoints: 10_000 } }] }), ['BID_LOADINGS_INVALID 1-']],
  ])('with %s is published, with the reason', (_what, change, reasons) => {
    expect(read(change).body).not.toBeNull();
    expect(reasonsOf(change)).toEqual(reasons);
  });

  it('names a few of many faults', () => {
    expect(reasonsOf((body) => ({ ...body, rates: [] }))).toHaveLength(10);
  });
});
