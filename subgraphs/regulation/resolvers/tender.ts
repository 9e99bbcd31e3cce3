import { nothingSaid } from '../store/no-objection-table.ts';
import { recordAddress } from '../release-addresses.ts';
import { mayReadComplaint, mayReadRedFlags } from './regulation-viewer.ts';
import { findingsOf } from './findings.ts';
import type { TenderResolvers } from './types.generated.ts';

export const Tender: TenderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  noObjection: async ({ id }, _args, { loaders }) => (await loaders.noObjection.load(id)) ?? nothingSaid(id),
  sealingKey: ({ id }, _args, { loaders }) => loaders.sealingKey.load(id),
  complaints: async ({ id }, _args, { principal, loaders }) =>
    (await loaders.complaintsOfTender.load(id)).filter((row) => mayReadComplaint(principal, row)),
  signingBlocked: async ({ id }, _args, { loaders }) => (await loaders.blocks.load(id)).length > 0,
  signingBlocks: async ({ id }, _args, { loaders }) => [...await loaders.blocks.load(id)],
  releases: async ({ id }, _args, { loaders }) => [...await loaders.releasesOfTender.load(id)],
  recordUrl: async ({ id }, _args, { loaders, publicUrl }) => {
    const [first] = await loaders.releasesOfTender.load(id);
    return first === undefined ? null : recordAddress(publicUrl(), first.ocid);
  },
  redFlags: async ({ id }, _args, { principal, loaders }) =>
    (mayReadRedFlags(principal, await loaders.releasesOfTender.load(id)) ? [...await loaders.redFlagsOfTender.load(id)] : null),
  findings: findingsOf('TENDER'),
};
