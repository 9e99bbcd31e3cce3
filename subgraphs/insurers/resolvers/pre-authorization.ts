import { isId } from '../../kit/identifier.ts';
import { availableActions } from '../../kit/transitions.ts';
import { ownInsurer } from '../domain/bid-sight.ts';
import { PRE_AUTHORIZATION_ACTIONS, PRE_AUTHORIZATION_LIFE } from '../domain/network/pre-authorization-life.ts';
import type { PreAuthorizationResolvers } from './types.generated.ts';

export const PreAuthorization: PreAuthorizationResolvers = {
  __resolveReference: async ({ id, insurerId }, { load }) => {
    const row = isId(id) ? await load.preAuthorization.load(id) : null;
    return row?.insurerId === insurerId ? row : null;
  },
  availableActions: ({ insurerId, state }, _args, { principal }) => {
    if (ownInsurer(principal) !== insurerId) return [];
    const steps: readonly string[] = availableActions(PRE_AUTHORIZATION_LIFE, state, principal.roles);
    return PRE_AUTHORIZATION_ACTIONS.filter((action) => steps.includes(action));
  },
  history: ({ id }, _args, { load }) => load.preAuthorizationHistory.load(id),
};
