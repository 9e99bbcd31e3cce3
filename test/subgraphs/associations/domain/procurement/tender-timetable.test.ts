import { describe, expect, it } from '@jest/globals';
import { expiryOf } from '../../../../../subgraphs/associations/domain/procurement/call-off-term.ts';
import { ocidOf } from '../../../../../subgraphs/associations/domain/procurement/ocid.ts';
import type { Tender } from '../../../../../subgraphs/associations/domain/procurement/tender.ts';
import { endOfCover, lookAgainAt, nextCheckOf } from '../../../../../subgraphs/associations/domain/procurement/tender-timetable.ts';

const now = new Date('2030-01-01T00:00:00Z');
const tender = {
  poolingEndsAt: new Date('2030-02-01T00:00:00Z'), enquiriesEndAt: new Date('2030-03-01T00:00:00Z'), biddingEndsAt: new Date('2030-04-01T00:00:00Z'),
  standstillEndsAt: new Date('2030-05-01T00:00:00Z'), coverTo: '2031-05-31', standstillSeconds: 864_000,
} as Tender;

describe('the timetable of a tender', () => {
  it('looks at each state when its deadline comes, and at none that only people move on', () => {
    const at = (state: Tender['state']): string | undefined => nextCheckOf({ ...tender, state })?.toISOString();
    expect([at('POOLING'), at('PUBLISHED'), at('BIDDING'), at('STANDSTILL')]).toEqual([
      '2030-02-01T00:00:00.000Z', '2030-03-01T00:00:00.000Z', '2030-04-01T00:00:00.000Z', '2030-05-01T00:00:00.000Z',
    ]);
    expect([at('CONTRACTED'), at('ENROLLING')]).toEqual(['2031-05-31T21:00:00.000Z', '2031-05-31T21:00:00.000Z']);
    expect([at('DRAFT'), at('POOL_FROZEN'), at('OPENED'), at('AWARDED'), at('COMPLETE')]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('ends cover with the last day in Riyadh', () => {
    expect(endOfCover('2031-12-31').toISOString()).toBe('2031-12-31T21:00:00.000Z');
  });

  it('looks again after a tenth of the standstill, within two seconds and a quarter of an hour', () => {
    const pause = (standstillSeconds: number): number => lookAgainAt({ ...tender, standstillSeconds }, now).getTime() - now.getTime();
    expect([pause(0), pause(60), pause(864_000)]).toEqual([2_000, 6_000, 900_000]);
  });
});

describe('the term of a call-off', () => {
  it.each([
    ['2030-02-01', '2032-12-31', '2031-01-31'],
    ['2030-02-01', '2030-12-31', '2030-12-31'],
    ['2028-02-29', '2032-12-31', '2029-02-28'],
  ])('from %s under an agreement to %s ends on %s', (from, validTo, expiry) => {
    expect(expiryOf(from, { validTo })).toBe(expiry);
  });
});

describe('an ocid', () => {
  it('carries the mode', () => {
    expect(ocidOf('LIVE', '01900000-0000-7000-8000-0123456789ab')).toBe('ocds-wsq-0123456789ab');
    expect(ocidOf('SANDBOX', '01900000-0000-7000-8000-0123456789ab')).toBe('ocds-sbx-0123456789ab');
  });
});
