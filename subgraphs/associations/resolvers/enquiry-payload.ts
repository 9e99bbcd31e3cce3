import type { CommandOutcome } from '../../kit/command.ts';
import type { Refusal } from '../../kit/refusal.ts';
import type { HouseContext } from '../context.ts';
import type { Enquiry, Tender } from '../domain/procurement/tender.ts';
import { readEnquiry } from '../store/enquiries.ts';

/** Shows the enquiry and its tender as they are after the command. */
export async function enquiryPayload(
  context: HouseContext, { answer, problems }: CommandOutcome<{ readonly tenderId: string; readonly enquiryId: string }>,
): Promise<{ enquiry: Enquiry | null; tender: Tender | null; problems: Refusal[] }> {
  if (answer === null) return { enquiry: null, tender: null, problems: [...problems] };
  return {
    enquiry: await readEnquiry(context.database.manager, answer.enquiryId),
    tender: await context.procurement.tender.clear(answer.tenderId).load(answer.tenderId),
    problems: [],
  };
}
