import type { HouseContext } from '../../context.ts';
import type { PreAuthorizationRow } from '../../store/pre-authorizations.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { PreAuthorizationResolvers } from './types.generated.ts';

export const PreAuthorization: PreAuthorizationResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => preAuthorizationOf(insurerId, id, load),
  coverage: ({ coverageId }, _args, { load }) => load.coverage.load(coverageId),
  status: ({ state }) => state,
  submittedAt: ({ submittedAt }) => submittedAt.toISOString(),
  deadline: ({ deadline }) => deadline.toISOString(),
  decidedAt: ({ decidedAt }) => decidedAt?.toISOString() ?? null,
};

/** Null when there is none, or when it is another insurer's or under cover that is not the viewer's to see. */
export function preAuthorizationOf(insurerId: string, id: string, load: HouseContext['load']): Promise<PreAuthorizationRow | null> {
  return ofInsurer(load.preAuthorization, insurerId, id);
}
