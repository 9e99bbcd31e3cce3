import { Client } from 'pg';
import { verifyAudit } from '../../subgraphs/kit/verify-audit.ts';
import type { AuditAnchor, AuditVerdict } from '../../subgraphs/kit/verify-audit.ts';

/** The house where heads of all chains are put down. */
const ANCHORING = 'regulation';

export interface HouseVerdict extends AuditVerdict {
  readonly house: string;
}

export interface AuditVerification {
  /** In the order of the houses given. */
  readonly houses: readonly HouseVerdict[];
  /** Anchors that are not what the anchoring house's own chain says was put down, as `house at seq`. */
  readonly falseAnchors: readonly string[];
  /** False when the anchoring house was not among those given, so that a shortened chain would not show. */
  readonly anchorsKnown: boolean;
}

interface KnownAnchor extends AuditAnchor {
  readonly house: string;
}

/**
 * Walks the audit chain of every house given by the URL of its database, and holds it against the anchors. Anchors are
 * read first: chains only grow, so a house that writes meanwhile still answers to all of them.
 */
export async function verifyHouses(urls: ReadonlyMap<string, string>): Promise<AuditVerification> {
  const anchoring = urls.get(ANCHORING);
  const { anchors, falseAnchors } = anchoring === undefined ? { anchors: [], falseAnchors: [] } : await onSnapshot(anchoring, readAnchors);
  const houses: HouseVerdict[] = [];
  for (const [house, url] of urls) {
    const own = anchors.filter((anchor) => anchor.house === house);
    houses.push({ house, ...await onSnapshot(url, (client) => verifyAudit(async (sql, values) => (await client.query(sql, [...values])).rows, own)) });
  }
  return { houses, falseAnchors, anchorsKnown: anchoring !== undefined };
}

/** As the chain says they were put down, and as they stand in their table: a difference is a forgery of one of the two. */
async function readAnchors(client: Client): Promise<{ anchors: KnownAnchor[]; falseAnchors: string[] }> {
  const { rows } = await client.query<{ house: string; seq: string; told: string | null; stands: string | null; at: Date }>(
    `WITH told AS (
       SELECT entity_id AS house, (facts -> 0 -> 'value' ->> 'seq')::bigint AS seq, facts -> 0 -> 'value' ->> 'hash' AS hash, at
       FROM audit_entry WHERE entity = 'AuditAnchor'
     )
     SELECT house, seq, told.hash AS told, encode(stands.hash, 'hex') AS stands, coalesce(told.at, stands.at) AS at
     FROM told FULL JOIN audit_anchor AS stands USING (house, seq) ORDER BY house, seq`,
  );
  return {
    anchors: rows.map(({ house, seq, told, stands, at }) => ({ house, seq, hash: Buffer.from(told ?? stands ?? '', 'hex'), at })),
    falseAnchors: rows.filter(({ told, stands }) => told !== stands).map(({ house, seq }) => `${house} at ${seq}`),
  };
}

async function onSnapshot<Result>(url: string, read: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, application_name: 'wasq audit' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await read(client);
  } finally {
    await client.end();
  }
}
