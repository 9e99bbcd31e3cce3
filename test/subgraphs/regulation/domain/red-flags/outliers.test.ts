import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fusedMultiplyAdd } from '../../../../../subgraphs/regulation/domain/red-flags/fused-multiply-add.ts';
import { lowerFence, quantile, quartiles, upperFence } from '../../../../../subgraphs/regulation/domain/red-flags/quartiles.ts';
import { flagsOf, process, shortly } from './releases.ts';

/** The winner asks for 100, the runner-up for this much more. */
const margin = (ocid: string, percent: number) => process(ocid, [{ by: `W${ocid}`, amount: 100 }, { by: `L${ocid}`, amount: 100 + percent }], `W${ocid}`);

describe('quartiles', () => {
  it('are those of Hyndman and Fan, type 8', () => {
    // For 1..9: position (9 + 1/3)·¼ + 1/3 = 2⅔, and 7⅓ at ¾.
    const { q1, q3 } = quartiles([9, 1, 8, 2, 7, 3, 6, 4, 5]);
    expect(q1).toBeCloseTo(2 + 2 / 3, 12);
    expect(q3).toBeCloseTo(7 + 1 / 3, 12);
    expect(quartiles([]).q1).toBeNaN();
    expect(quantile([1, 2], 1.01)).toBeNaN();
  });

  it('lie between the least and the most, in order, whatever the order of the set', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { q1, q3 } = quartiles(values);
      expect(quartiles([...values].reverse())).toEqual({ q1, q3 });
      expect(q1).toBeGreaterThanOrEqual(Math.min(...values));
      expect(q3).toBeLessThanOrEqual(Math.max(...values));
      expect(q3).toBeGreaterThanOrEqual(q1 - 1e-9);
    }));
  });

  it('have fences one and a half ranges outside', () => {
    expect(lowerFence({ q1: 0.05, q3: 0.07 })).toBeCloseTo(0.02, 12);
    expect(upperFence({ q1: 0.05, q3: 0.07 })).toBeCloseTo(0.1, 12);
    expect(upperFence({ q1: 0.02, q3: 0.22 })).toBeCloseTo(0.52, 12);
  });
});

describe('a fused multiplication and addition', () => {
  it('rounds once', () => {
    // (1 + 2⁻³⁰)² − (1 + 2⁻²⁹) is 2⁻⁶⁰, which two roundings lose.
    const a = 1 + 2 ** -30;
    expect(a * a - (1 + 2 ** -29)).toBe(0);
    expect(fusedMultiplyAdd(a, a, -(1 + 2 ** -29))).toBe(2 ** -60);
  });

  it('differs from two roundings by no more than they may err, and equals them on whole numbers', () => {
    fc.assert(fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: -1e9, max: 1e9, noNaN: true }), (a, c) => {
      const twice = a * 1.5 + c;
      expect(Math.abs(fusedMultiplyAdd(a, 1.5, c) - twice)).toBeLessThanOrEqual(2 ** -51 * (Math.abs(a * 1.5) + Math.abs(c)) + 4 * Number.MIN_VALUE);
    }));
    fc.assert(fc.property(fc.integer(), fc.integer(), (a, c) => {
      expect(fusedMultiplyAdd(a, 2, c)).toBe(a * 2 + c);
    }));
  });

  it('passes on what is no number', () => {
    expect(fusedMultiplyAdd(Number.NaN, 1, 1)).toBeNaN();
    expect(fusedMultiplyAdd(Number.POSITIVE_INFINITY, 1.5, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('R024, a price close to the winning bid', () => {
  const usual = [50, 52, 54, 56, 58, 60].map((percent, index) => margin(String(index), percent));

  it('flags the process, the winner and the runner-up', () => {
    const { flags, fences } = flagsOf([...usual, margin('F', 1)], ['R024']);
    expect(flags.map(({ group, id, value }) => [group, id, value])).toEqual([['OCID', 'F', 0.01], ['Tenderer', 'WF', 0], ['Tenderer', 'LF', 0]]);
    expect(fences.R024).toEqual({ q1: expect.any(Number), q3: expect.any(Number), lower_fence: flags[0]?.threshold });
    expect(flags[0]?.computation.inputs).toMatchObject({ winningBidAmount: 100, secondLowestValidBidAmount: 101, winner: 'WF' });
  });

  it('takes a fence that is set', () => {
    expect(shortly(flagsOf([margin('A', 4), margin('B', 5), margin('C', 6)], [], { R024: { threshold: 0.05 } }))).toEqual([
      'OCID A 0.04', 'Tenderer WA 0', 'Tenderer LA 0', 'OCID B 0.05', 'Tenderer WB 0', 'Tenderer LB 0',
    ]);
  });

  it('has nothing to say when a quarter have no margin at all, or there is nothing to compare', () => {
    expect(flagsOf([margin('A', 0), margin('B', 0), margin('C', 9)], ['R024']).flags).toEqual([]);
    expect(flagsOf([], ['R024']).fences.R024?.['lower_fence']).toBeNaN();
  });

  it.each([
    ['a joint bid', process('X', [{ by: ['W', 'V'], amount: 100 }, { by: 'L', amount: 101 }], 'W')],
    ['a winner who is not the cheapest', process('X', [{ by: 'W', amount: 102 }, { by: 'L', amount: 101 }], 'W')],
    ['two active awards', process('X', [{ by: 'W', amount: 100 }, { by: 'L', amount: 101 }], null, { awards: ['W', 'L'].map((id) => ({ status: 'active', suppliers: [{ id }] })) })],
    ['an award that is not final', process('X', [{ by: 'W', amount: 100 }, { by: 'L', amount: 101 }], null, { awards: [{ status: 'pending', suppliers: [{ id: 'W' }] }] })],
  ])('leaves out %s', (_what, release) => {
    expect(flagsOf([release], [], { R024: { threshold: 1 } }).flags).toEqual([]);
  });

  it('says that no margin lies between two bids of nothing', () => {
    const { flags, remarks } = flagsOf([process('Z', [{ by: 'W', amount: 0 }, { by: 'L', amount: 0 }], 'W')], [], { R024: { threshold: 1 } });
    expect(flags).toEqual([]);
    expect(remarks).toEqual(['AMOUNT_ZERO Z bids.details[].value.amount']);
  });
});

describe('R058, a heavily discounted bid', () => {
  it('flags the process and the winner', () => {
    const usual = [5, 5.5, 6, 6.5, 7].map((percent, index) => margin(String(index), percent));
    expect(shortly(flagsOf([...usual, margin('F', 115)], ['R058']))).toEqual(['OCID F 1.15', 'Tenderer WF 0']);
  });

  it('never strikes where R024 does, on the same data with fences between', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 30 }), (percents) => {
      const { flags } = flagsOf(percents.map((percent, index) => margin(String(index), percent)), ['R024', 'R058']);
      const of = (code: string) => flags.filter((flag) => flag.code === code && flag.group === 'OCID');
      const [low, high] = [of('R024').map(({ value }) => value), of('R058').map(({ value }) => value)];
      // Only where all margins are equal do both fences coincide.
      if (low.length > 0 && high.length > 0 && new Set(percents).size > 1) expect(Math.max(...low)).toBeLessThan(Math.min(...high));
    }));
  });
});

describe('a lone process', () => {
  it('is an outlier to itself both ways, as with Cardinal', () => {
    const { flags, fences } = flagsOf([margin('A', 4)], ['R024', 'R058']);
    expect(fences).toEqual({ R024: { q1: 0.04, q3: 0.04, lower_fence: 0.04 }, R058: { q1: 0.04, q3: 0.04, upper_fence: 0.04 } });
    expect(shortly({ flags, remarks: [], fences })).toEqual(['OCID A 0.04', 'Tenderer WA 0', 'Tenderer LA 0', 'OCID A 0.04', 'Tenderer WA 0']);
  });

  it('is none when there was no margin in it', () => {
    expect(flagsOf([margin('A', 0)], ['R024', 'R058']).flags).toEqual([]);
  });
});

describe('R025, excessive unsuccessful bids', () => {
  it('flags who bids most and wins least', () => {
    // F wins 1 of 6, five others 1 of 1.
    const releases = [process('0', [{ by: 'F' }], 'F'), ...['1', '2', '3', '4', '5'].map((id) => process(id, [{ by: 'F' }, { by: id }], id))];
    const { flags } = flagsOf(releases, ['R025']);
    expect(flags.map(({ id, value }) => [id, value])).toEqual([['F', 1 / 6]]);
    expect(flags[0]?.computation.inputs).toEqual({ winningBids: 1, validBids: 6, tenderers: 6 });
  });

  it('counts a tenderer once a process', () => {
    const twice = [process('0', [{ by: 'F' }, { by: 'F' }, { by: 'A' }], 'A')];
    expect(flagsOf(twice, [], { R025: { percentile: 0, threshold: 0.5 } }).flags.map(({ computation }) => computation.inputs['validBids'])).toEqual([1]);
  });
});

describe('R038, excessive disqualified bids', () => {
  const bought = (ocid: string, buyer: string, statuses: readonly string[]) =>
    process(ocid, statuses.map((status, index) => ({ by: `${ocid}-${index}`, status })), null, { buyer: { id: buyer }, tender: { procuringEntity: { id: `E-${buyer}` } } });

  it('flags the buyer and the procuring entity far from the others', () => {
    const usual = Array.from({ length: 8 }, (_, index) => bought(`u${index}`, `B${index}`, ['valid', 'valid', 'valid', 'disqualified', ...(index % 2 === 0 ? ['valid'] : [])]));
    const { flags, fences } = flagsOf([...usual, bought('x', 'X', ['disqualified', 'disqualified', 'valid'])], ['R038']);
    expect(flags.map(({ group, id }) => [group, id])).toEqual([['Buyer', 'X'], ['ProcuringEntity', 'E-X']]);
    expect(flags[0]?.value).toBeCloseTo(2 / 3, 12);
    expect(Object.keys(fences.R038 ?? {})).toEqual(['Buyer_q1', 'Buyer_q3', 'Buyer_upper_fence', 'ProcuringEntity_q1', 'ProcuringEntity_q3', 'ProcuringEntity_upper_fence']);
  });

  it('leaves out who has too few bids', () => {
    const releases = [process('0', [{ by: 'D', status: 'disqualified' }]), process('1', [{ by: 'D', status: 'disqualified' }, { by: 'E', status: 'disqualified' }])];
    expect(shortly(flagsOf(releases, [], { R038: { threshold: 0.5, minimumBids: 2, minimumBidsOfBuyer: 2 } }))).toEqual(['Tenderer D 1']);
  });
});
