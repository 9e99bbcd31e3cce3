import { GraphQLScalarType, Kind } from 'graphql';
import { currencyOf } from '../../schema/contracts/mode.ts';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Fact } from '../../schema/contracts/fact.ts';
import { formatAmount } from './money.ts';
import type { Refusal } from './refusal.ts';
import type { RequestContext } from './request-context.ts';

/** A scalar that travels as a string of one shape. */
function stringScalar(name: string, isShaped: (text: string) => boolean, what: string): GraphQLScalarType<string, string> {
  const check = (value: unknown): string => {
    if (typeof value === 'string' && isShaped(value)) return value;
    throw new TypeError(`${name} must be ${what}.`);
  };
  return new GraphQLScalarType<string, string>({
    name,
    serialize: (value) => check(value instanceof Date ? value.toISOString() : value),
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : null),
  });
}

const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * False for a day no calendar has, such as 30 February, which the language itself would move into March. By hand, since
 * a page of a feed has tens of thousands of days and the language takes longer over one than all the rest does.
 */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : DAYS_IN[month - 1] ?? 0);
}

function isInstant(text: string): boolean {
  const shaped = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  return shaped && isDate(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

/** Resolvers of the types every house's SDL shares. A parent of Money is halalas, a parent of Problem is a Refusal. */
export const SHARED_RESOLVERS = {
  Date: stringScalar('Date', isDate, 'a calendar date, YYYY-MM-DD'),
  DateTime: stringScalar('DateTime', isInstant, 'an instant, ISO 8601 with a zone'),
  Decimal: stringScalar('Decimal', (text) => /^-?\d{1,16}(\.\d{1,6})?$/.test(text), 'an exact decimal number as a string'),
  Money: {
    amount: (halalas: bigint) => formatAmount(halalas),
    currency: (_halalas: bigint, _args: unknown, context: RequestContext) => currencyOf(context.mode),
  },
  Problem: {
    message: (refusal: Refusal, _args: unknown, context: RequestContext) => sentenceOf(refusal.code, context.locale, refusal.values),
    path: (refusal: Refusal) => refusal.path ?? null,
    rule: (refusal: Refusal) => refusal.rule ?? null,
  },
};

/** For houses whose SDL has Fact. */
export const FACT_RESOLVERS = {
  Fact: {
    value: (fact: Fact<unknown>) => JSON.stringify(fact.value),
    documentReason: (fact: Fact<unknown>) => fact.documentReason ?? null,
  },
};

