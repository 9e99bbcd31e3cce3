import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { availableActions } from '../../kit/transitions.ts';
import { ownInsurer } from '../domain/bid-sight.ts';
import { premiumOfRest } from '../domain/cover/premium-of-rest.ts';
import { POLICY_ACTIONS, POLICY_LIFE, isOver } from '../domain/policy-life.ts';
import type { PolicyAction } from '../domain/policy-life.ts';
import { POLICY_BILLING } from './billing/billing-fields.ts';
import { mustExist } from './must-exist.ts';
import { ofInsurer } from './of-insurer.ts';
import type { EndorsementResolvers, PolicyResolvers } from './types.generated.ts';

export const Policy: PolicyResolvers = {
  ...POLICY_BILLING,
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.policy, insurerId, id),
  insurer: async ({ insurerId }, _args, { load }) => mustExist(await load.insurer.load(insurerId), 'insurer'),
  policyholder: ({ associationId }) => ({ id: associationId }),
  premium: async (policy, _args, { load }) => {
    const prices = await load.prices.load(policy.id);
    return prices === null || isOver(policy.state) ? 0n : premiumOfRest(prices.groups, prices.day, policy);
  },
  lives: ({ id }, { on }, { load }) => load.lives(id, on ?? null),
  coverages: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    const covers = await load.coveragesOfPolicy(id, page, { on: args.on ?? null, asRecordedAt: args.asRecordedAt ?? null });
    return connectionOf(covers, page.first, (cover) => [cover.id]);
  },
  endorsements: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return connectionOf(await load.endorsementsOfPolicy(id, page), page.first, ({ number }) => [String(number)]);
  },
  availableActions: ({ state, insurerId }, _args, { principal }) => {
    if (ownInsurer(principal) !== insurerId) return [];
    const steps: readonly string[] = availableActions(POLICY_LIFE, state, principal.roles);
    return POLICY_ACTIONS.filter((action: PolicyAction) => steps.includes(action));
  },
  history: ({ id }, _args, { load }) => load.policyHistory.load(id),
};

export const Endorsement: EndorsementResolvers = {
  createdAt: ({ createdAt }) => createdAt.toISOString(),
};
