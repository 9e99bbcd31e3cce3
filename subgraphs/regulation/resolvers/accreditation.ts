import { hasRole } from '../../../schema/contracts/identity.ts';
import { availableActions } from '../../kit/transitions.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { isInForce, offeredOn, renewableFrom } from '../domain/accreditation-in-force.ts';
import { ACCREDITATION_LIFE } from '../domain/accreditation-life.ts';
import type { HouseContext } from '../context.ts';
import { isSubject, mayReadReasons, needReasons } from './regulation-viewer.ts';
import type { AccreditationResolvers, QueryResolvers } from './types.generated.ts';

/** Whole or not at all: whoever may know only whether it holds asks through the association or insurer. */
export const accreditation: QueryResolvers['accreditation'] = async (_parent, { id }, { principal, loaders }) => {
  const row = await loaders.accreditation.load(id);
  return row !== null && mayReadReasons(principal, row) ? row : null;
};

/** First day on which an accreditation may be renewed; null before it has a term. */
export async function renewableFromOf(row: Parameters<typeof renewableFrom>[0], { loaders }: HouseContext, today: string): Promise<string | null> {
  const rules = await loaders.accreditationRules(today);
  return renewableFrom(row, Number(rules.valueOf('A13.RENEWAL') ?? 0));
}

export const Accreditation: AccreditationResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.accreditation.load(id),
  inForce: (row, _args, { now }) => isInForce(row, riyadhDateOf(now())),
  decisionReason: (row, _args, { principal }) => {
    needReasons(principal, row);
    return row.decisionReason;
  },
  facts: (row, _args, { principal }) => {
    needReasons(principal, row);
    return [...row.facts];
  },
  rulesEvaluated: (row, _args, { principal }) => {
    needReasons(principal, row);
    return [...row.rulesEvaluated];
  },
  availableActions: async (row, _args, context) => {
    const { principal, now } = context;
    if (!hasRole(principal, 'regulator') && !isSubject(principal, row)) return [];
    const today = riyadhDateOf(now());
    return offeredOn(availableActions(ACCREDITATION_LIFE, row.state, principal.roles), await renewableFromOf(row, context, today), today);
  },
  history: (row, _args, { principal, loaders }) => {
    needReasons(principal, row);
    return loaders.accreditationHistory.load(row.id);
  },
};
