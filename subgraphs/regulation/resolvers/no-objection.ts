import { availableActions } from '../../kit/transitions.ts';
import { NO_OBJECTION_LIFE } from '../domain/no-objection-life.ts';
import type { NoObjectionResolvers } from './types.generated.ts';

export const NoObjection: NoObjectionResolvers = {
  by: ({ saidBy }) => saidBy,
  at: ({ saidAt }) => saidAt?.toISOString() ?? null,
  // The key is made when the tender is published, so that this house knows of it without asking.
  availableActions: async ({ tenderId, state }, _args, { principal, loaders }) => {
    const actions = availableActions(NO_OBJECTION_LIFE, state, principal.roles);
    return actions.length === 0 || (await loaders.sealingKey.load(tenderId)) !== null ? [] : actions;
  },
};
