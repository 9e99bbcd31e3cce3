import { runCommand } from '../../kit/command.ts';
import { invalidInput } from '../../kit/refusal.ts';
import { answerEnquiry as answer, openEnquiries, readEnquiry } from '../store/enquiries.ts';
import { setTimer } from '../store/move-tender.ts';
import { holdTender } from '../store/tenders.ts';
import { ENQUIRY_LIMIT } from './ask-enquiry.ts';
import { enquiryPayload } from './enquiry-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const answerEnquiry: MutationResolvers['answerEnquiry'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'answerEnquiry', input, {
    async gather() {
      if (input.answer.trim() === '') throw invalidInput('answer', 'must not be empty');
      if (input.answer.length > ENQUIRY_LIMIT) throw invalidInput('answer', `must not be longer than ${ENQUIRY_LIMIT} characters`);
      return readEnquiry(context.database.manager, input.enquiryId);
    },
    async decide(tx, enquiry) {
      const now = context.now();
      const tender = await holdTender(tx.manager, enquiry.tenderId, 'alone');
      await answer(tx, enquiry, input.answer, now);
      // Bidding may have waited for this answer alone: the timer looks again at once.
      const waited = tender.state === 'PUBLISHED' && now >= tender.enquiriesEndAt;
      if (waited && (await openEnquiries(tx.manager, tender.id)) === 0) await setTimer(tx.manager, tender, now);
      return { tenderId: tender.id, enquiryId: enquiry.id };
    },
  });
  return enquiryPayload(context, outcome);
};
