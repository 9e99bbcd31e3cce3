import { dayInRiyadh, isInTerm, periodOn } from '../domain/cover.ts';
import type { Cover } from '../domain/cover.ts';
import { pageOf } from '../domain/page.ts';
import type { StandingCover } from '../domain/standing.ts';
import type { Context } from '../context.ts';
import { SAMPLE_LIMITS } from '../store/sample-care.ts';
import { mustHave } from './answerable.ts';
import type { Reference } from './reference.ts';

/** SANDBOX money has the currency for tests, so that it is never added to riyals. */
const currencyOf = (mode: string): string => (mode === 'SANDBOX' ? 'XTS' : 'SAR');
const PREFIXES: Readonly<Record<string, string>> = { SANDBOX: 'SBX', PILOT: 'PLT', LIVE: 'WSQ' };

export function eligibilityOn(cover: StandingCover, on: string): Record<string, unknown> {
  const period = periodOn(cover, on);
  const otherwise = isInTerm(cover.term, on) ? 'NOT_COVERED' : 'NOT_ACTIVE';
  const covered = cover.suspended ? 'COVERAGE_SUSPENDED' : 'ELIGIBLE';
  const status = period === undefined ? otherwise : covered;
  return { on, eligible: status === 'ELIGIBLE', status, policyClass: period?.policyClass ?? null };
}

export const coverage = {
  __resolveReference({ insurerId, id }: Reference, context: Context): Promise<StandingCover | null> | null {
    return insurerId === context.insurerId && typeof id === 'string' ? context.covers.load(id) : null;
  },
  insurerId: (_: Cover, __: object, { insurerId }: Context) => insurerId,
  card(cover: Cover, _: object, context: Context) {
    mustHave(context, 'policy:read');
    const [first] = cover.periods;
    const last = cover.periods.at(-1);
    if (first === undefined || last === undefined) return null;
    const number = cover.id.replace(/[^0-9a-z]/gi, '').slice(-12).toUpperCase();
    return {
      // A card that was given out goes on: a life does not get another because another service answers for it.
      cardNumber: cover.cardNumber ?? `${PREFIXES[context.caller.mode] ?? 'SBX'}-${number}`,
      policyClass: last.policyClass,
      validFrom: first.from,
      validTo: last.to !== null && last.to < cover.term.expiryDate ? last.to : cover.term.expiryDate,
    };
  },
  eligibility(cover: StandingCover, { on }: { on: string }, context: Context) {
    mustHave(context, 'policy:read');
    return eligibilityOn(cover, on);
  },
  balances(cover: Cover, { on }: { on?: string | null }, context: Context) {
    mustHave(context, 'policy:read');
    const period = periodOn(cover, on ?? dayInRiyadh(context.now()));
    if (period === undefined) return null;
    const currency = currencyOf(context.caller.mode);
    // Whole halalas, never a float.
    const money = (halalas: number) => ({ amount: `${Math.floor(halalas / 100)}.${String(halalas % 100).padStart(2, '0')}`, currency });
    return SAMPLE_LIMITS[period.policyClass]?.map(({ benefit, limit }) => ({
      benefit, limit: money(limit), used: money(0), remaining: money(limit), basis: 'CLAIMS',
    })) ?? null;
  },
  async preAuthorizations(cover: Cover, { first, after }: { first: number; after?: string | null }, context: Context) {
    mustHave(context, 'policy:read');
    return pageOf(await context.ofCover.load(cover.id), ({ id }) => id, first, after);
  },
};

/** The field of extension.graphql. */
export function wellness(cover: Cover, _: object, context: Context): { points: number; nextRewardAt: number } {
  mustHave(context, 'policy:read');
  return { points: 20 * cover.periods.length, nextRewardAt: 100 };
}
