import { availableActions } from '../../kit/transitions.ts';
import { ownInsurer } from '../domain/bid-sight.ts';
import { PRE_AUTHORIZATION_ACTIONS, PRE_AUTHORIZATION_LIFE } from '../domain/network/pre-authorization-life.ts';
import { ofInsurer } from './of-insurer.ts';
import type { PreAuthorizationResolvers } from './types.generated.ts';

export const PreAuthorization: PreAuthorizationResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.preAuthorization, insurerId, id),
  availableActions: ({ insurerId, state }, _args, { principal }) => {
    if (ownInsurer(principal) !== insurerId) return [];
    const steps: readonly string[] = availableActions(PRE_AUTHORIZATION_LIFE, state, principal.roles);
    return PRE_AUTHORIZATION_ACTIONS.filter((action) => steps.includes(action));
  },
  history: ({ id }, _args, { load }) => load.preAuthorizationHistory.load(id),
};
