import { readChanges } from '../../kit/change-feed.ts';
import { ASSOCIATION_FEED, BATCH_FEED, MEMBER_FEED } from '../store/change-feeds.ts';
import { needService } from './roster-viewer.ts';
import type { AssociationChanges, EnrollmentBatchChanges, MemberChanges, QueryResolvers } from './types.generated.ts';

/** Feeds for other houses, which see every row: whoever is not a house is refused. The columns hold what the SDL says of them. */
export const associationChanges: QueryResolvers['associationChanges'] = async (_root, args, { database, principal }) => {
  needService(principal);
  return (await readChanges(database.manager, ASSOCIATION_FEED, args)) as AssociationChanges;
};

export const memberChanges: QueryResolvers['memberChanges'] = async (_root, args, { database, principal }) => {
  needService(principal);
  return (await readChanges(database.manager, MEMBER_FEED, args)) as MemberChanges;
};

export const enrollmentBatchChanges: QueryResolvers['enrollmentBatchChanges'] = async (_root, args, { database, principal }) => {
  needService(principal);
  return (await readChanges(database.manager, BATCH_FEED, args)) as EnrollmentBatchChanges;
};
