import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import { newId } from '../../kit/identifier.ts';
import { groupByParent } from './group-by-parent.ts';

export interface EndorsementRow {
  readonly id: string;
  readonly policyId: string;
  readonly number: number;
  readonly batchId: string;
  readonly lines: number;
  /** Halalas before VAT; below zero for a credit. */
  readonly premiumDelta: bigint;
  readonly vat: bigint;
  readonly createdAt: Date;
}

type Stored = Omit<EndorsementRow, 'premiumDelta' | 'vat'> & { readonly premiumDelta: string; readonly vat: string };

const COLUMNS = `e.id, e.policy_id AS "policyId", e.number, e.batch_id AS "batchId", e.lines, e.premium_delta AS "premiumDelta", e.vat, e.created_at AS "createdAt"`;

function rowOf(stored: Stored): EndorsementRow {
  return { ...stored, premiumDelta: BigInt(stored.premiumDelta), vat: BigInt(stored.vat) };
}

/** A page of each policy's endorsements, oldest first. */
export async function pagesOfEndorsements(manager: EntityManager, policyIds: readonly string[], { first, after }: PageRequest): Promise<EndorsementRow[][]> {
  const rows = await manager.query<Stored[]>(
    `SELECT x.* FROM unnest($1::uuid[]) AS p (id)
     CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM endorsement e WHERE e.policy_id = p.id AND ($2::int IS NULL OR e.number > $2) ORDER BY e.number LIMIT $3
     ) x`,
    [policyIds, after?.[0] ?? null, first + 1],
  );
  return groupByParent(policyIds, rows.map(rowOf), ({ policyId }) => policyId);
}

export async function endorsementOfBatch(manager: EntityManager, policyId: string, batchId: string): Promise<EndorsementRow | null> {
  const rows = await manager.query<Stored[]>(`SELECT ${COLUMNS} FROM endorsement e WHERE e.policy_id = $1 AND e.batch_id = $2`, [policyId, batchId]);
  return rows[0] === undefined ? null : rowOf(rows[0]);
}

/**
 * Makes the endorsement of a batch from the answers on record: the sum of its lines, VAT summed line by line.
 * Answers its identifier, or null when no line changed cover.
 */
export async function endorse(tx: EntityManager, batch: { readonly insurerId: string; readonly policyId: string; readonly batchId: string }, at: Date): Promise<string | null> {
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO endorsement (id, insurer_id, policy_id, number, batch_id, lines, premium_delta, vat, created_at)
     SELECT $1, $2, $3, (SELECT coalesce(max(number), 0) + 1 FROM endorsement WHERE policy_id = $3), $4,
            count(*), sum(premium_delta), sum(vat), $5
     FROM enrollment_line WHERE policy_id = $3 AND batch_id = $4 AND counted HAVING count(*) > 0
     RETURNING id`,
    [newId(), batch.insurerId, batch.policyId, batch.batchId, at],
  );
  return rows[0]?.id ?? null;
}
