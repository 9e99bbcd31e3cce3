import { channelsOf } from '../../domain/billing/payment-channels.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { QueryResolvers } from '../types.generated.ts';

export const BILLING_QUERIES: Pick<QueryResolvers, 'invoice' | 'payment' | 'paymentChannels'> = {
  invoice: (_parent, { insurerId, id }, { load }) => ofInsurer(load.invoice, insurerId, id),
  payment: (_parent, { insurerId, id }, { load }) => ofInsurer(load.payment, insurerId, id),
  paymentChannels: (_parent, _args, { mode }) => channelsOf(mode),
};
