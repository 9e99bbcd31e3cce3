import type { EntityManager } from 'typeorm';
import type { FollowedTender } from '../../domain/compliance/followed-tender.ts';
import { touchSubjects } from './touched-subjects.ts';

export const FOLLOW_TENDER = 'follow-tender';

/** Keeps what the graph says of a tender, unless something later is kept, and has it judged with its bids and all whose flags it may change. */
export async function keepTender(manager: EntityManager, facts: FollowedTender, asOf: Date): Promise<void> {
  await manager.query(
    `INSERT INTO compliance_tender AS had (tender_id, facts, as_of) VALUES ($1, $2, $3)
     ON CONFLICT (tender_id) DO UPDATE SET facts = excluded.facts, as_of = excluded.as_of WHERE had.as_of <= excluded.as_of`,
    [facts.tenderId, JSON.stringify(facts), asOf],
  );
  const bids = facts.bids.map(({ bidId }) => bidId);
  await manager.query('INSERT INTO compliance_bid (bid_id, tender_id) SELECT id, $2 FROM unnest($1::text[]) AS id ON CONFLICT DO NOTHING', [bids, facts.tenderId]);
  const tenders = await manager.query<{ id: string }[]>('SELECT tender_id AS id FROM compliance_tender');
  await touchSubjects(manager, 'TENDER', tenders.map(({ id }) => id));
  await touchSubjects(manager, 'BID', bids);
}
