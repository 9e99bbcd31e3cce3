import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Kind } from 'graphql';
import type { GraphQLScalarType } from 'graphql';
import { FACT_RESOLVERS, SHARED_RESOLVERS } from '../../../subgraphs/kit/resolvers.ts';
import type { RequestContext } from '../../../subgraphs/kit/request-context.ts';

const { Date: DateScalar, DateTime, Decimal, Money, Problem } = SHARED_RESOLVERS;

const takes = (scalar: GraphQLScalarType<string, string>, value: unknown): boolean => {
  const ways = [() => scalar.parseValue(value), () => scalar.serialize(value)];
  if (typeof value === 'string') ways.push(() => scalar.parseLiteral({ kind: Kind.STRING, value }));
  const answers = ways.map((way) => {
    try {
      return way() === value;
    } catch {
      return false;
    }
  });
  expect(new Set(answers).size).toBe(1);
  return answers[0] === true;
};

describe('scalars', () => {
  it.each(['2026-01-31', '2024-02-29', '0001-01-01'])('Date takes %s', (day) => expect(takes(DateScalar, day)).toBe(true));

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '2026-01-01T00:00:00Z', ' 2026-01-01', '', 5, null, true])(
    'Date refuses %j', (value) => expect(takes(DateScalar, value)).toBe(false));

  it('Date takes the days a calendar has, and no others', () => {
    const digits = (most: number, length: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(length, '0'));
    fc.assert(fc.property(digits(9_999, 4), digits(13, 2), digits(32, 2), (year, month, day) => {
      const text = `${year}-${month}-${day}`;
      const instant = new Date(`${text}T00:00:00Z`);
      expect(takes(DateScalar, text)).toBe(!Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text));
    }), { numRuns: 2_000 });
  });

  it.each(['2026-01-31T10:00Z', '2026-01-31T10:00:00Z', '2026-01-31T10:00:00.123456Z', '2026-01-31T10:00:00+03:00'])(
    'DateTime takes %s', (instant) => expect(takes(DateTime, instant)).toBe(true));

  it.each(['2026-02-30T10:00:00Z', '2026-01-31T25:00:00Z', '2026-01-31T10:61:00Z', '2026-01-31T10:00:00', '2026-01-31', '', 0])(
    'DateTime refuses %j', (value) => expect(takes(DateTime, value)).toBe(false));

  it('DateTime writes a moment of the database, and no number read as one', () => {
    expect(DateTime.serialize(new Date('2026-01-31T10:00:00Z'))).toBe('2026-01-31T10:00:00.000Z');
    expect(() => DateTime.parseLiteral({ kind: Kind.INT, value: '1' })).toThrow('DateTime must be an instant, ISO 8601 with a zone.');
  });

  it('Date refuses a moment, whose day depends on the zone', () => {
    expect(() => DateScalar.serialize(new Date('2026-01-31T22:00:00Z'))).toThrow('Date must be a calendar date');
  });

  it.each(['0', '-12.5', '1234567890123456.123456'])('Decimal takes %s', (number) => expect(takes(Decimal, number)).toBe(true));

  it.each(['1e3', '1.', '.5', '+1', '1,000', '12345678901234567', '1.1234567', '', 1.5])('Decimal refuses %j', (value) => expect(takes(Decimal, value)).toBe(false));
});

describe('shared types', () => {
  const context = { mode: 'SANDBOX', locale: 'ar' } as RequestContext;

  it('Money is exact, in the currency of the mode', () => {
    expect(Money.amount(1_234_567_890_123_405n)).toBe('12345678901234.05');
    expect(Money.currency(1n, {}, context)).toBe('XTS');
    expect(Money.currency(1n, {}, { ...context, mode: 'LIVE' })).toBe('SAR');
  });

  it('Problem speaks the caller\'s language and names what it concerns', () => {
    const refusal = { code: 'INVALID_INPUT', values: { field: 'name', reason: 'x' }, path: ['input', 'name'], rule: 'R1' } as const;
    expect(Problem.message(refusal, {}, context)).toBe('name: x. صحّح الحقل ثم أعد الإرسال.');
    expect([Problem.path(refusal), Problem.rule(refusal)]).toEqual([['input', 'name'], 'R1']);
    expect([Problem.path({ code: 'NOT_YOURS' }), Problem.rule({ code: 'NOT_YOURS' })]).toEqual([null, null]);
  });

  it('Fact shows its value as JSON and its document only when there was one', () => {
    const fact = { name: 'n', value: { a: 1 }, source: 's', asOf: 't', verifiedBy: 'v' };
    expect(FACT_RESOLVERS.Fact.value(fact)).toBe('{"a":1}');
    expect(FACT_RESOLVERS.Fact.documentReason(fact)).toBeNull();
    expect(FACT_RESOLVERS.Fact.documentReason({ ...fact, documentReason: 'paper' })).toBe('paper');
  });
});
