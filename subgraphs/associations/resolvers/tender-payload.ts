import type { CommandOutcome } from '../../kit/command.ts';
import type { Refusal } from '../../kit/refusal.ts';
import type { HouseContext } from '../context.ts';
import type { Tender } from '../domain/procurement/tender.ts';

/** What a tender command answers and keeps under its key. */
export type TenderAnswer = { readonly tenderId: string };

/** Shows the tender as it is after the command. */
export async function tenderPayload(
  context: HouseContext, { answer, problems }: CommandOutcome<TenderAnswer>,
): Promise<{ tender: Tender | null; problems: Refusal[] }> {
  const tender = answer === null ? null : await context.procurement.tender.clear(answer.tenderId).load(answer.tenderId);
  return { tender, problems: [...problems] };
}
