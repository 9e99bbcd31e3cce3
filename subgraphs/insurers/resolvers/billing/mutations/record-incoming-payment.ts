import { runCommand } from '../../../../kit/command.ts';
import { newId } from '../../../../kit/identifier.ts';
import { Refused, invalidInput } from '../../../../kit/refusal.ts';
import { channelsOf } from '../../../domain/billing/payment-channels.ts';
import { MATCH_PAYMENT } from '../../../domain/billing/payment-life.ts';
import { insertPayment, lockPaymentOfArrival } from '../../../store/billing/payments.ts';
import type { MutationResolvers, RecordIncomingPaymentInput } from '../../types.generated.ts';
import { mustOwnInsurer } from '../../who-may.ts';
import { movePaymentBy } from './act-on-payment.ts';
import { readAmount } from './read-amount.ts';

const LONGEST = 100;

/**
 * Money that arrived, as the channel tells it; a channel may tell it twice. It confirms the payment that was announced
 * with this reference and amount, or is a payment of its own.
 */
export const recordIncomingPayment: NonNullable<MutationResolvers['recordIncomingPayment']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'recordIncomingPayment', input, {
    decide: async (tx) => {
      mustOwnInsurer(context.principal, input.insurerId);
      const arrival = { ...readable(input), amount: readAmount(input.amount) };
      if (!channelsOf(context.mode).some(({ code }) => code === input.channel)) throw new Refused({ code: 'CHANNEL_UNKNOWN', path: ['input', 'channel'] });
      const known = await lockPaymentOfArrival(tx.manager, arrival);
      if (known !== null) {
        if (known.amount !== arrival.amount || known.reference !== arrival.reference) throw invalidInput('channelReference', 'is another payment\'s');
        const isAwaited = known.state === 'INITIATED' || known.state === 'AUTHORISED';
        if (isAwaited) await movePaymentBy(tx, context, known, { action: 'CONFIRM', channelReference: arrival.channelReference });
        return { id: known.id };
      }
      const id = newId();
      const now = context.now();
      await insertPayment(tx.manager, { id, associationId: null, ...arrival, state: 'CONFIRMED', initiatedAt: now, confirmedAt: now });
      tx.audit({ entity: 'Payment', entityId: id, action: 'RECORD', from: null, to: 'CONFIRMED' });
      await tx.job(MATCH_PAYMENT, { paymentId: id });
      return { id };
    },
  });
  return { payment: answer === null ? null : await context.load.payment.load(answer.id), problems: [...problems] };
};

function readable({ insurerId, channel, channelReference, reference }: RecordIncomingPaymentInput): { insurerId: string; channel: string; channelReference: string; reference: string } {
  if (channelReference.trim() === '' || channelReference.length > LONGEST) throw invalidInput('channelReference', `must be 1 to ${LONGEST} characters`);
  if (reference.length > LONGEST) throw invalidInput('reference', `must be at most ${LONGEST} characters`);
  return { insurerId, channel, channelReference, reference: reference.trim() };
}
