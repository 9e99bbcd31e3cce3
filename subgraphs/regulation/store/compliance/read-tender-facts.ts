import type { EntityManager } from 'typeorm';
import type { FollowedTender } from '../../domain/compliance/followed-tender.ts';
import type { BidCase } from '../../domain/compliance/judge-bid.ts';
import type { TenderFacts } from '../../domain/compliance/tender-facts.ts';
import { readRedFlagsOf } from '../red-flags.ts';
import type { FactsOf } from './compliance-facts.ts';

interface TenderRow { readonly id: string; readonly facts: FollowedTender; readonly at: Date }

const TENDER = 'SELECT tender_id AS id, facts, as_of AS at FROM compliance_tender';

async function assemble(manager: EntityManager, rows: readonly TenderRow[]): Promise<TenderFacts[]> {
  const flags = await readRedFlagsOf(manager, rows.map(({ id }) => id));
  return rows.map(({ id, facts, at }) => {
    const said = { source: 'graph:associations', asOf: at.toISOString() };
    return {
      ...facts, said, bids: facts.bids.map((bid) => ({ ...bid, said: { ...said, source: 'graph:insurers' } })),
      redFlags: flags.filter(({ tenderId }) => tenderId === id).map(({ code, value }) => ({ code, value: String(value) })),
    };
  });
}

export const TENDER_FACTS: FactsOf<TenderFacts> = {
  of: async (manager, ids) => assemble(manager, await manager.query<TenderRow[]>(`${TENDER} WHERE tender_id = ANY($1) ORDER BY tender_id`, [ids])),
  async page(manager, { associationId, after, most }) {
    // A tender is of all associations and none.
    if (associationId !== null) return { facts: [], next: null };
    const rows = await manager.query<TenderRow[]>(`${TENDER} WHERE tender_id > $1 ORDER BY tender_id LIMIT $2`, [after ?? '', most]);
    return { facts: await assemble(manager, rows), next: rows.length < most ? null : rows.at(-1)?.id ?? null };
  },
};

interface BidRow { readonly id: string; readonly tender: string }

const BID = 'SELECT bid_id AS id, tender_id AS tender FROM compliance_bid';

async function among(manager: EntityManager, rows: readonly BidRow[]): Promise<BidCase[]> {
  const tenders = new Map((await TENDER_FACTS.of(manager, [...new Set(rows.map(({ tender }) => tender))])).map((tender) => [tender.tenderId, tender]));
  return rows.flatMap(({ id, tender: tenderId }) => {
    const tender = tenders.get(tenderId);
    const bid = tender?.bids.find(({ bidId }) => bidId === id);
    return tender === undefined || bid === undefined ? [] : [{ bid, tender }];
  });
}

export const BID_CASES: FactsOf<BidCase> = {
  of: async (manager, ids) => among(manager, await manager.query<BidRow[]>(`${BID} WHERE bid_id = ANY($1) ORDER BY bid_id`, [ids])),
  async page(manager, { associationId, after, most }) {
    if (associationId !== null) return { facts: [], next: null };
    const rows = await manager.query<BidRow[]>(`${BID} WHERE bid_id > $1 ORDER BY bid_id LIMIT $2`, [after ?? '', most]);
    return { facts: await among(manager, rows), next: rows.length < most ? null : rows.at(-1)?.id ?? null };
  },
};
