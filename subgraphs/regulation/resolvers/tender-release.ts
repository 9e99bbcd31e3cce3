import { releaseAddress } from '../release-addresses.ts';
import type { TenderReleaseResolvers } from './types.generated.ts';

export const TenderRelease: TenderReleaseResolvers = {
  tag: ({ tag }) => [...tag],
  date: ({ date }) => date.toISOString(),
  url: ({ ocid, id }, _args, { publicUrl }) => releaseAddress(publicUrl(), ocid, id),
};
