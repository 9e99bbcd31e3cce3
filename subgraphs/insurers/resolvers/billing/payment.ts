import { availableActions } from '../../../kit/transitions.ts';
import { ownInsurer } from '../../domain/bid-sight.ts';
import { PAYMENT_CHANNELS } from '../../domain/billing/payment-channels.ts';
import { PAYMENT_ACTIONS, PAYMENT_LIFE } from '../../domain/billing/payment-life.ts';
import { mustExist } from '../must-exist.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { PaymentAllocationResolvers, PaymentChannelResolvers, PaymentResolvers } from '../types.generated.ts';

export const Payment: PaymentResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.payment, insurerId, id),
  payer: ({ associationId }) => (associationId === null ? null : { id: associationId }),
  channel: ({ channel }) => mustExist(PAYMENT_CHANNELS.find(({ code }) => code === channel) ?? null, 'channel'),
  initiatedAt: ({ initiatedAt }) => initiatedAt.toISOString(),
  confirmedAt: ({ confirmedAt }) => confirmedAt?.toISOString() ?? null,
  allocations: async ({ id }, _args, { load }) => [...(await load.allocationsOfPayment.load(id))],
  availableActions: ({ insurerId, state, matchedAt }, _args, { principal }) => {
    if (ownInsurer(principal) !== insurerId) return [];
    const steps: readonly string[] = availableActions(PAYMENT_LIFE, state, principal.roles);
    return PAYMENT_ACTIONS.filter((action) => steps.includes(action) && (action !== 'SETTLE' || matchedAt !== null));
  },
  history: ({ id }, _args, { load }) => load.paymentHistory.load(id),
};

/** Both ends belong to one insurer, and whoever sees one of them sees the other, but for who paid another's invoice. */
export const PaymentAllocation: PaymentAllocationResolvers = {
  payment: async ({ paymentId }, _args, { load }) => mustExist(await load.payment.load(paymentId), 'payment'),
  invoice: async ({ invoiceId }, _args, { load }) => mustExist(await load.invoice.load(invoiceId), 'invoice'),
  at: ({ at }) => at.toISOString(),
};

export const PaymentChannel: PaymentChannelResolvers = {
  name: ({ nameAr, nameEn }) => ({ ar: nameAr, en: nameEn }),
};
