import { isId } from '../../kit/identifier.ts';
import { availableActions } from '../../kit/transitions.ts';
import { ownInsurer } from '../domain/bid-sight.ts';
import { BID_LIFE } from '../domain/bid-life.ts';
import type { BidStep } from '../domain/bid-life.ts';
import { rateLinesOf } from '../domain/rate-table.ts';
import { mustExist } from './must-exist.ts';
import type { BidAction, BidResolvers } from './types.generated.ts';

const isAction = (step: BidStep): step is BidAction => step === 'REPLACE' || step === 'WITHDRAW';

/** What is in the body is null until the opening, for everyone: the body is not in this house's hands before. */
export const Bid: BidResolvers = {
  __resolveReference: ({ id }, { load }) => (isId(id) ? load.bid.load(id) : null),
  insurer: async ({ insurerId }, _args, { load }) => mustExist(await load.insurer.load(insurerId), 'insurer'),
  tender: ({ tenderId }) => ({ id: tenderId }),
  sealedAt: ({ sealedAt }) => sealedAt.toISOString(),
  revealedAt: ({ revealedAt }) => revealedAt?.toISOString() ?? null,
  reasons: ({ reasons }) => [...reasons],
  rates: async ({ id }, _args, { load }) => {
    const body = await load.body(id);
    return body === null ? null : rateLinesOf(body.rates);
  },
  loadings: async ({ id }, _args, { load }) => (await load.body(id))?.loadings ?? null,
  benefits: async ({ id }, _args, { load }) => {
    const body = await load.body(id);
    return body === null ? null : [...body.benefits];
  },
  networkSize: async ({ id }, _args, { load }) => (await load.body(id))?.networkSize ?? null,
  serviceLevelBasisPoints: async ({ id }, _args, { load }) => (await load.body(id))?.serviceLevelBasisPoints ?? null,
  standaloneQuotes: async ({ id }, _args, { load }) => {
    const body = await load.body(id);
    return body === null ? null : body.standaloneQuotes.map((quote) => ({ ...quote, rates: rateLinesOf(quote.rates) }));
  },
  availableActions: ({ state, insurerId }, _args, { principal }) =>
    (ownInsurer(principal) === insurerId ? availableActions(BID_LIFE, state, principal.roles).filter(isAction) : []),
  history: ({ id }, _args, { load }) => load.bidHistory.load(id),
};
