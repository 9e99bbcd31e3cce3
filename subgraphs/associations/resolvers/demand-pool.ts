import { isId } from '../../kit/identifier.ts';
import { boundsOf } from '../domain/procurement/age-band.ts';
import { associationsSeenBy, seesCensus } from '../domain/procurement/viewer.ts';
import { one } from './one.ts';
import type { CensusCellResolvers, DemandPoolResolvers, PoolShareResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

export const DemandPool: DemandPoolResolvers = {
  __resolveReference: ({ id }, { procurement }) => (isId(id) ? procurement.poolById.load(id) : null),
  associations: ({ tenderId }, _args, { procurement }) => procurement.joinedOf(tenderId),
  frozenAt: ({ frozenAt }) => frozenAt?.toISOString() ?? null,
  census: async ({ tenderId, census }, _args, { principal, procurement }) => {
    const { state } = one(await procurement.tender.load(tenderId));
    return census !== null && seesCensus(viewerOf(principal), state) ? [...census] : null;
  },
  shares: async ({ tenderId }, _args, { principal, procurement }) => {
    const seen = associationsSeenBy(viewerOf(principal));
    return seen === null ? [] : [...await procurement.sharesOf(seen === 'ALL' ? null : seen.id).load(tenderId)];
  },
};

export const CensusCell: CensusCellResolvers = {
  ageFrom: ({ bandFrom }) => boundsOf(bandFrom).ageFrom,
  ageTo: ({ bandTo }) => boundsOf(bandTo).ageTo,
};

export const PoolShare: PoolShareResolvers = {
  association: async ({ associationId }, _args, { roster }) => one(await roster.association.load(associationId)),
  lives: ({ lives }) => lives ?? 0,
};
