import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { taxedLine, totalOf } from '../../../../../subgraphs/insurers/domain/premium/vat.ts';

describe('VAT', () => {
  it('is computed on the line, half to even', () => {
    expect(taxedLine(300_000n, 1_500)).toEqual({ net: 300_000n, vat: 45_000n, gross: 345_000n });
    expect(taxedLine(10n, 1_500).vat).toBe(2n);
    expect(taxedLine(30n, 1_500).vat).toBe(4n);
    expect(taxedLine(300_000n, 0).gross).toBe(300_000n);
    expect(() => taxedLine(1n, -1)).toThrow(RangeError);
    expect(() => taxedLine(1n, 15.5)).toThrow(RangeError);
  });

  it('is carried back in full by a credit note', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), fc.nat(3_000), (net, rate) => {
      expect(totalOf([taxedLine(net, rate), taxedLine(-net, rate)])).toEqual({ net: 0n, vat: 0n, gross: 0n });
    }));
  });

  it('has a total that is the sum of its lines', () => {
    expect(totalOf([taxedLine(3n, 1_500), taxedLine(3n, 1_500)])).toEqual({ net: 6n, vat: 0n, gross: 6n });
  });
});
