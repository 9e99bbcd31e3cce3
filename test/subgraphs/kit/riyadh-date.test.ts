import { describe, expect, it } from '@jest/globals';
import { riyadhDateOf } from '../../../subgraphs/kit/riyadh-date.ts';

describe('the day in Riyadh', () => {
  it.each([
    ['2026-02-28T20:59:59.999Z', 0, '2026-02-28'],
    ['2026-02-28T21:00:00.000Z', 0, '2026-03-01'],
    ['2024-02-28T12:00:00.000Z', 1, '2024-02-29'],
    ['2026-01-01T12:00:00.000Z', -1, '2025-12-31'],
  ])('at %s plus %i is %s', (instant, days, day) => {
    expect(riyadhDateOf(new Date(instant), days)).toBe(day);
  });
});
