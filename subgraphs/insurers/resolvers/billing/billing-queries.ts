import { isId } from '../../../kit/identifier.ts';
import { channelsOf } from '../../domain/billing/payment-channels.ts';
import type { QueryResolvers } from '../types.generated.ts';

export const BILLING_QUERIES: Pick<QueryResolvers, 'invoice' | 'payment' | 'paymentChannels'> = {
  invoice: async (_parent, { insurerId, id }, { load }) => {
    const invoice = isId(id) ? await load.invoice.load(id) : null;
    return invoice?.insurerId === insurerId ? invoice : null;
  },
  payment: async (_parent, { insurerId, id }, { load }) => {
    const payment = isId(id) ? await load.payment.load(id) : null;
    return payment?.insurerId === insurerId ? payment : null;
  },
  paymentChannels: (_parent, _args, { mode }) => channelsOf(mode),
};
