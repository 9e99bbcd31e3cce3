import { nothingSaid } from '../store/no-objection-table.ts';
import { mayReadComplaint } from './regulation-viewer.ts';
import type { TenderResolvers } from './types.generated.ts';

export const Tender: TenderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  noObjection: async ({ id }, _args, { loaders }) => (await loaders.noObjection.load(id)) ?? nothingSaid(id),
  sealingKey: ({ id }, _args, { loaders }) => loaders.sealingKey.load(id),
  complaints: async ({ id }, _args, { principal, loaders }) =>
    (await loaders.complaintsOfTender.load(id)).filter((row) => mayReadComplaint(principal, row)),
  signingBlocked: async ({ id }, _args, { loaders }) => (await loaders.blocked.load(id)) !== null,
};
