import { isId } from '../../kit/identifier.ts';
import { availableActions } from '../../kit/transitions.ts';
import { PLAN_LIFE } from '../domain/procurement/plan-life.ts';
import type { ProcurementPlan as PlanRow } from '../domain/procurement/pool.ts';
import { associationsSeenBy } from '../domain/procurement/viewer.ts';
import type { HouseContext } from '../context.ts';
import { one } from './one.ts';
import type { ProcurementPlanResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

/** A plan is its association's, and the overseers'. */
function ifSeen(plan: PlanRow | null, { principal }: HouseContext): PlanRow | null {
  const seen = associationsSeenBy(viewerOf(principal));
  return seen === 'ALL' || seen?.id === plan?.associationId ? plan : null;
}

export const ProcurementPlan: ProcurementPlanResolvers = {
  __resolveReference: async ({ id }, context) => (isId(id) ? ifSeen(await context.procurement.plan.load(id), context) : null),
  association: async ({ associationId }, _args, { roster }) => one(await roster.association.load(associationId)),
  tender: async ({ tenderId }, _args, { procurement }) => one(await procurement.tender.load(tenderId)),
  consentAt: ({ consentAt }) => consentAt?.toISOString() ?? null,
  availableActions: async (plan, _args, { principal, procurement, now }) => {
    const { state, poolingEndsAt } = one(await procurement.tender.load(plan.tenderId));
    const own = principal.organisation === plan.associationId;
    if (!own || state !== 'POOLING') return [];
    return availableActions(PLAN_LIFE, plan.state, principal.roles)
      .filter((action) => action !== 'COUNT')
      .filter((action) => action === 'WITHDRAW' || now() < poolingEndsAt);
  },
  history: ({ id }, _args, { procurement }) => procurement.planHistory.load(id),
};
