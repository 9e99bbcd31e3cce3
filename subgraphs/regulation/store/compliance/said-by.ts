import type { EntityManager } from 'typeorm';
import type { Provenance } from '../../domain/compliance/provenance.ts';
import type { FeedName } from '../../domain/compliance/feed.ts';

/** Which house says what a feed brought, and as of when: the instant of the last page that was read. */
export async function readSaidBy(manager: EntityManager): Promise<(feed: FeedName) => Provenance> {
  const rows = await manager.query<{ feed: string; at: Date }[]>('SELECT feed, as_of AS at FROM compliance_feed');
  const asOf = new Map(rows.map(({ feed, at }) => [feed, at.toISOString()]));
  return (feed) => ({ source: HOUSE[feed], asOf: asOf.get(feed) ?? NEVER });
}

/** Stands only beside rows that no feed has brought, which a model filled by hand may have. */
const NEVER = new Date(0).toISOString();

const HOUSE: Readonly<Record<FeedName, string>> = {
  associations: 'graph:associations', members: 'graph:associations', batches: 'graph:associations',
  insurers: 'graph:insurers', policyTerms: 'graph:insurers', policies: 'graph:insurers', coverages: 'graph:insurers', invoices: 'graph:insurers',
  preAuthorizations: 'graph:insurers',
};
