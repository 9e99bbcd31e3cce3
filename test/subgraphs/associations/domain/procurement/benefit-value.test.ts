import { describe, expect, it } from '@jest/globals';
import { formatBenefitValue, parseBenefitValue, readBenefits } from '../../../../../subgraphs/associations/domain/procurement/benefit-value.ts';

describe('a benefit\'s value', () => {
  it.each([
    ['LIMIT', '15000', 1_500_000n, '15000.00'],
    ['COPAY_MAX', '75.50', 7_550n, '75.50'],
    ['COPAY_PERCENT', '20', 2_000n, '20.00'],
    ['NETWORK_SIZE', '120', 120n, '120'],
    ['FLAG', '1', 1n, '1'],
  ] as const)('of kind %s is read and shown in its own unit', (kind, text, value, shown) => {
    expect(parseBenefitValue(kind, text)).toBe(value);
    expect(formatBenefitValue(kind, value)).toBe(shown);
  });

  it.each([['LIMIT', '-1'], ['LIMIT', '1.001'], ['NETWORK_SIZE', '1.5'], ['FLAG', '2'], ['FLAG', 'yes']] as const)('of kind %s is not %s', (kind, text) => {
    expect(parseBenefitValue(kind, text)).toBeNull();
  });

  it('that cannot be read is left out, so that it counts as not offered', () => {
    expect(readBenefits([{ code: 'A', kind: 'FLAG', value: '1' }, { code: 'B', kind: 'FLAG', value: '9' }])).toEqual([{ code: 'A', kind: 'FLAG', value: 1n }]);
  });
});
