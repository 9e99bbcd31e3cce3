import { describe, expect, it } from '@jest/globals';
import { flagsOf, process, shortly } from './releases.ts';

const period = (startDate: string, endDate: string, more: Record<string, unknown> = {}) => ({ ocid: 'P', tender: { tenderPeriod: { startDate, endDate }, ...more } });

describe('R003, short submission period', () => {
  // 15 March to 20 March is 5 days.
  it.each([
    ['five days', period('2026-03-15T09:00:00+03:00', '2026-03-20T09:00:00+03:00'), ['OCID P 1']],
    ['a second less than fifteen days', period('2026-03-01T00:00:00Z', '2026-03-15T23:59:59Z'), ['OCID P 1']],
    ['fifteen days to the second', period('2026-03-01T00:00:00Z', '2026-03-16T00:00:00Z'), []],
    ['fifteen days across zones', period('2026-03-01T00:00:00+03:00', '2026-03-15T21:00:00Z'), []],
    ['an end before the start', period('2026-03-10T00:00:00Z', '2026-03-01T00:00:00Z'), ['OCID P 1']],
  ])('%s', (_what, release, expected) => {
    expect(shortly(flagsOf([release], ['R003']))).toEqual(expected);
  });

  it('says so when the period cannot be read', () => {
    expect(flagsOf([period('2026-02-30T00:00:00Z', '2026-03-01')], ['R003']).remarks)
      .toEqual(['DATE_UNREADABLE P tender.tenderPeriod.startDate', 'DATE_UNREADABLE P tender.tenderPeriod.endDate']);
    expect(flagsOf([{ ocid: 'P' }], ['R003']).remarks).toContain('FIELD_MISSING P tender.tenderPeriod.endDate');
  });

  it('takes the threshold of the details of the method, and looks at some methods alone', () => {
    const settings = { R003: { threshold: 4, methods: new Set(['open']), byDetails: new Map([['Insurance', 10]]) } };
    const five = (more: Record<string, unknown>) => flagsOf([period('2026-03-15T00:00:00Z', '2026-03-20T00:00:00Z', more)], [], settings);
    expect(shortly(five({ procurementMethod: 'open', procurementMethodDetails: 'Insurance' }))).toEqual(['OCID P 1']);
    expect(shortly(five({ procurementMethod: 'open' }))).toEqual([]);
    expect(shortly(five({ procurementMethod: 'limited', procurementMethodDetails: 'Insurance' }))).toEqual([]);
  });

  it('shows how it was computed', () => {
    const [flag] = flagsOf([period('2026-03-15T00:00:00Z', '2026-03-20T00:00:00Z')], ['R003']).flags;
    expect(flag?.computation.steps).toContain('5 < 15 (threshold)');
  });
});

describe('R018, single bid', () => {
  const tender = (numberOfTenderers: number, procurementMethod: string) => [{ ocid: 'P', tender: { numberOfTenderers, procurementMethod } }];
  it('is about competitive procedures with one tenderer', () => {
    expect(shortly(flagsOf(tender(1, 'open'), ['R018']))).toEqual(['OCID P 1']);
    expect(shortly(flagsOf(tender(2, 'open'), ['R018']))).toEqual([]);
    expect(shortly(flagsOf(tender(1, 'direct'), ['R018']))).toEqual([]);
  });
});

describe('R028, identical prices', () => {
  it('flags the process and those who bid the same', () => {
    const one = process('P', [{ by: 'A', amount: 7 }, { by: 'B', amount: 7, status: 'disqualified' }, { by: 'C', amount: 8 }]);
    expect(shortly(flagsOf([one], ['R028'])).sort()).toEqual(['OCID P 1', 'Tenderer A 1', 'Tenderer B 1']);
  });

  it.each([
    ['the same tenderer twice', [{ by: 'A', amount: 7 }, { by: 'A', amount: 7 }]],
    ['other currencies', [{ by: 'A', amount: 7 }, { by: 'B', amount: 7, currency: 'USD' }]],
    ['a bid that was taken back', [{ by: 'A', amount: 7 }, { by: 'B', amount: 7, status: 'withdrawn' }]],
  ])('leaves alone %s', (_what, bids) => {
    expect(shortly(flagsOf([process('P', bids)], ['R028']))).toEqual([]);
  });

  it('leaves alone prices somebody else has set', () => {
    const set = process('P', [{ by: 'A', amount: 7 }, { by: 'B', amount: 7 }], null, { tender: { procurementMethodDetails: 'Fixed price' } });
    expect(shortly(flagsOf([set], ['R028'], { noPriceComparison: new Set(['Fixed price']) }))).toEqual([]);
    expect(shortly(flagsOf([set], ['R028'], { priceComparison: new Set(['Auction']) }))).toEqual([]);
  });
});

describe('R030, late bid won', () => {
  const late = (by: string, status = 'valid') => process('P', [{ by, status, date: '2026-04-01T00:00:00Z' }], 'W', { tender: { tenderPeriod: { endDate: '2026-03-15T00:00:00Z' } } });
  it('flags the process and the winner', () => {
    expect(shortly(flagsOf([late('W')], ['R030']))).toEqual(['OCID P 1', 'Tenderer W 1']);
  });
  it('leaves alone a late loser, and a late bid that was disqualified', () => {
    expect(flagsOf([late('L'), late('W', 'disqualified')], ['R030']).flags).toEqual([]);
  });
});

describe('R035, all others disqualified', () => {
  const four = process('P', ['A', 'B', 'C', 'D'].map((by) => ({ by, status: 'disqualified' })).concat([{ by: 'W', status: 'valid' }]), 'W');
  it('counts those who were', () => {
    expect(shortly(flagsOf([four], ['R035']))).toEqual(['OCID P 4', 'Tenderer W 0']);
    expect(flagsOf([four], [], { R035: { threshold: 5 } }).flags).toEqual([]);
  });
  it('needs a decided process with one valid tenderer who wins', () => {
    const pending = { ...four, awards: [{ status: 'active', suppliers: [{ id: 'W' }] }, { status: 'pending' }] };
    const two = process('P', [{ by: 'A', status: 'disqualified' }, { by: 'B' }, { by: 'W' }], 'W');
    const another = process('P', [{ by: 'A', status: 'disqualified' }, { by: 'B' }], 'W');
    expect(flagsOf([pending, two, another], ['R035']).flags).toEqual([]);
  });
});

describe('R036, lowest disqualified', () => {
  it('strikes when a valid bid with a price is left', () => {
    const bids = [{ by: 'A', amount: 100_000, status: 'disqualified' }, { by: 'W', amount: 111_111 }];
    expect(shortly(flagsOf([process('P', bids, 'W')], ['R036']))).toEqual(['OCID P 1']);
    expect(flagsOf([process('P', bids)], ['R036']).flags).toEqual([]);
    expect(flagsOf([process('P', [{ by: 'A', amount: 1, status: 'disqualified' }], 'W')], ['R036']).flags).toEqual([]);
  });
  it('compares one currency alone and says what it left out', () => {
    const mixed = process('P', [{ by: 'W', amount: 5 }, { by: 'A', amount: 1, currency: 'USD', status: 'disqualified' }], 'W');
    const { flags, remarks } = flagsOf([mixed], ['R036']);
    expect(flags).toEqual([]);
    expect(remarks).toEqual(['CURRENCY_OTHER P bids.details[].value.currency']);
  });
});

describe('any indicator', () => {
  it('leaves alone a cancelled process and those it was told to', () => {
    const one = (tender: Record<string, unknown>) => [{ ocid: 'P', tender: { numberOfTenderers: 1, procurementMethod: 'open', ...tender } }];
    expect(flagsOf(one({ status: 'cancelled' }), ['R018']).flags).toEqual([]);
    expect(flagsOf(one({ procurementMethodDetails: 'Raffle' }), ['R018'], { excludedDetails: new Set(['Raffle']) }).flags).toEqual([]);
    expect(flagsOf(one({ status: 'complete' }), ['R018']).flags).toHaveLength(1);
  });

  it('takes a negative price as it stands, and says so', () => {
    const { flags, remarks } = flagsOf([process('P', [{ by: 'A', amount: -1, status: 'disqualified' }, { by: 'W', amount: 1 }], 'W')], ['R036']);
    expect(flags).toHaveLength(1);
    expect(remarks).toEqual(['AMOUNT_NEGATIVE P bids.details[].value.amount']);
  });

  it('says what a bid lacks', () => {
    expect(flagsOf([{ ocid: 'P', bids: { details: [{}, { status: 'valid' }] } }], ['R028']).remarks).toEqual([
      'FIELD_MISSING P bids.details[].status', 'FIELD_MISSING P bids.details[].tenderers[].id', 'FIELD_MISSING P bids.details[].value',
    ]);
  });
});
