import { describe, expect, it } from '@jest/globals';
import { contradictionInTerm } from '../../../../subgraphs/regulation/sources/term-contradiction.ts';
import type { Term } from '../../../../subgraphs/regulation/sources/term-contradiction.ts';

// Half past midnight on 1 March in Riyadh.
const AS_OF = new Date('2026-02-28T21:30:00Z');

describe('a status and its last day', () => {
  it.each<[Term['status'], string | null]>([
    ['ACTIVE', '2026-03-01'], ['ACTIVE', null], ['EXPIRED', '2026-02-28'], ['EXPIRED', null],
    ['SUSPENDED', '2020-01-01'], ['SUSPENDED', '2030-01-01'], ['UNKNOWN', null], ['NOT_QUALIFIED', null],
  ])('%s until %s can be true', (status, validTo) => {
    expect(contradictionInTerm({ status, validTo }, AS_OF)).toBeNull();
  });

  it.each<[Term['status'], string]>([
    ['ACTIVE', '2026-02-28'], ['EXPIRED', '2026-03-01'], ['UNKNOWN', '2030-01-01'], ['NOT_QUALIFIED', '2020-01-01'],
  ])('%s until %s cannot', (status, validTo) => {
    expect(contradictionInTerm({ status, validTo }, AS_OF)).toEqual(expect.any(String));
  });
});
