import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { Refused, invalidInput } from '../../kit/refusal.ts';
import { insertEnquiry } from '../store/enquiries.ts';
import { holdTender, readTender } from '../store/tenders.ts';
import { enquiryPayload } from './enquiry-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/** The longest question or answer that is kept, in characters. */
export const ENQUIRY_LIMIT = 4_000;

export const askEnquiry: MutationResolvers['askEnquiry'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'askEnquiry', input, {
    async gather() {
      if (input.question.trim() === '') throw invalidInput('question', 'must not be empty');
      if (input.question.length > ENQUIRY_LIMIT) throw invalidInput('question', `must not be longer than ${ENQUIRY_LIMIT} characters`);
      return readTender(context.database.manager, input.tenderId);
    },
    async decide(tx, { id }) {
      const now = context.now();
      // Held, so that bidding cannot start past a question that is just being asked.
      const { state, enquiriesEndAt } = await holdTender(tx.manager, id, 'share');
      if (state !== 'PUBLISHED' || now >= enquiriesEndAt) throw new Refused({ code: 'ENQUIRIES_CLOSED' });
      const enquiry = {
        id: newId(), tenderId: id, question: input.question, askedBy: context.principal.organisation ?? context.principal.subject, askedAt: now,
        answer: null, answeredAt: null,
      };
      await insertEnquiry(tx, enquiry);
      return { tenderId: id, enquiryId: enquiry.id };
    },
  });
  return enquiryPayload(context, outcome);
};
