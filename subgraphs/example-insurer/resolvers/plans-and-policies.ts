import { pageOf } from '../domain/page.ts';
import { deadlineOf, serviceLevel } from '../domain/pre-authorization.ts';
import type { PreAuthorization } from '../domain/pre-authorization.ts';
import type { Context } from '../context.ts';
import { SAMPLE_NETWORK } from '../store/sample-care.ts';
import { mustHave, refusal } from './answerable.ts';
import type { Reference } from './reference.ts';

interface Keyed { readonly id: string }

const insurerId = (_: unknown, __: object, context: Context): string => context.insurerId;

export const insurancePlan = {
  __resolveReference({ insurerId: of, id }: Reference, context: Context): Keyed | null {
    return of === context.insurerId && typeof id === 'string' && context.plans.has(id) ? { id } : null;
  },
  insurerId,
  network: () => SAMPLE_NETWORK,
};

export const providerNetwork = {
  providers({ providers }: typeof SAMPLE_NETWORK, { first, after }: { first: number; after?: string | null }) {
    return pageOf(providers, ({ licenceNumber }) => licenceNumber, first, after);
  },
};

export const policy = {
  async __resolveReference({ insurerId: of, id }: Reference, context: Context): Promise<Keyed | null> {
    if (of !== context.insurerId || typeof id !== 'string') return null;
    return (await context.ofPolicy.load(id)) === null ? null : { id };
  },
  insurerId,
  async serviceLevels({ id }: Keyed, { from, to }: { from: string; to: string }, context: Context) {
    mustHave(context, 'policy:read', 'tender:manage');
    if (from > to) throw refusal('BAD_PERIOD', 'The first day is after the last.');
    return [serviceLevel((await context.ofPolicy.load(id)) ?? [], from, to, context.now().toISOString())];
  },
};

export const preAuthorization = {
  __resolveReference({ insurerId: of, id }: Reference, context: Context): Promise<PreAuthorization | null> | null {
    return of === context.insurerId && typeof id === 'string' ? context.preAuthorizations.load(id) : null;
  },
  insurerId,
  coverage: ({ coverageId }: PreAuthorization, _: object, context: Context) => context.covers.load(coverageId),
  deadline: (each: PreAuthorization) => deadlineOf(each),
  deemed: ({ status }: PreAuthorization) => status === 'DEEMED_APPROVED',
};
