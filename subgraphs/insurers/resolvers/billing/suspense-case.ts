import { availableActions } from '../../../kit/transitions.ts';
import { ownInsurer } from '../../domain/bid-sight.ts';
import { SUSPENSE_CASE_ACTIONS, SUSPENSE_CASE_LIFE } from '../../domain/billing/suspense-case-life.ts';
import { mustExist } from '../must-exist.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { SuspenseCaseResolvers } from '../types.generated.ts';

export const SuspenseCase: SuspenseCaseResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.suspenseCase, insurerId, id),
  payment: async ({ paymentId }, _args, { load }) => mustExist(await load.payment.load(paymentId), 'payment'),
  left: ({ remaining }) => remaining,
  openedAt: ({ openedAt }) => openedAt.toISOString(),
  availableActions: ({ insurerId, state }, _args, { principal }) => {
    if (ownInsurer(principal) !== insurerId) return [];
    const steps: readonly string[] = availableActions(SUSPENSE_CASE_LIFE, state, principal.roles);
    return SUSPENSE_CASE_ACTIONS.filter((action) => steps.includes(action));
  },
  history: ({ id }, _args, { load }) => load.suspenseCaseHistory.load(id),
};
