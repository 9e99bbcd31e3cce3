import type { NoObjectionResolvers } from './types.generated.ts';

export const NoObjection: NoObjectionResolvers = {
  by: ({ saidBy }) => saidBy,
  at: ({ saidAt }) => saidAt?.toISOString() ?? null,
};
