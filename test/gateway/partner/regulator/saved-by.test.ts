import { describe, expect, it } from '@jest/globals';
import { savedBy } from '../../../../gateway/partner/regulator/page/plots/saved-by.ts';

const of = (id: string, standalone: string | null, saving: string | null) => ({
  association: { id, name: { ar: `جمعية ${id}`, en: id } }, standalone: standalone === null ? null : { amount: standalone }, saving: saving === null ? null : { amount: saving },
});

describe('what each association saves', () => {
  it('is summed over all lots to the last halala, the largest share first, losses last', () => {
    const saved = savedBy([
      { savings: { associations: [of('a', '0.30', '0.10'), of('b', '100.00', '-0.05'), of('c', '10.00', '9.00')] } },
      null,
      { savings: null },
      { savings: { associations: [of('a', '0.60', '0.20')] } },
    ]);
    expect(saved.map(({ key, saving }) => [key, saving])).toEqual([['c', '9.00'], ['a', '0.30'], ['b', '-0.05']]);
    expect(saved[1]?.share).toBeCloseTo(1 / 3);
  });

  it('leaves out who was not measured', () => {
    expect(savedBy([{ savings: { associations: [of('a', null, null), of('b', '1.00', null)] } }])).toEqual([]);
  });
});
