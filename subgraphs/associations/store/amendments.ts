import type { CommandTransaction } from '../../kit/command.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { amendmentTable } from './tender-tables.ts';

/** Keeps the amendment of a tender whose row this transaction has written, so that numbers never clash. Answers its number. */
export async function insertAmendment(tx: CommandTransaction, tender: Tender, note: string, now: Date): Promise<number> {
  const repository = tx.manager.getRepository(amendmentTable);
  const number = (await repository.countBy({ tenderId: tender.id })) + 1;
  await repository.insert({ tenderId: tender.id, number, note, biddingEndsAt: tender.biddingEndsAt, at: now });
  return number;
}
