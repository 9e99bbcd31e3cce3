import type { Context } from '../context.ts';
import { mustHave } from './answerable.ts';
import { eligibilityOn } from './coverage.ts';

const SCOPES = ['policy:manage', 'regulation:decide', 'house:tell'];

export const query = {
  async memberEligibility(_: unknown, { insurerId, coverageId, on }: { insurerId: string; coverageId: string; on: string }, context: Context) {
    mustHave(context, ...SCOPES);
    const cover = insurerId === context.insurerId ? await context.covers.load(coverageId) : null;
    return cover === null ? null : eligibilityOn(cover, on);
  },
  preAuthorization(_: unknown, { insurerId, id }: { insurerId: string; id: string }, context: Context) {
    mustHave(context, ...SCOPES);
    return insurerId === context.insurerId ? context.preAuthorizations.load(id) : null;
  },
};
