import type { EntityManager } from 'typeorm';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import type { SteppedPolicy } from '../domain/network/policy-standing.ts';
import { LAST_DAY } from './policies.ts';

interface Stored extends Omit<SteppedPolicy, 'steppedOn'> {
  readonly insurerId: string;
  readonly steppedAt: Date | null;
}

/**
 * A policy with the day of its last suspension or resumption. The day is the trail's and not the caller's, so that one
 * version is told alike however often and by whom.
 */
export async function findSteppedPolicy(manager: EntityManager, id: string): Promise<(SteppedPolicy & { readonly insurerId: string }) | null> {
  const [row] = await manager.query<Stored[]>(
    `SELECT p.insurer_id AS "insurerId", p.state, p.version, ${LAST_DAY}::text AS "lastDay", (
       SELECT a.at FROM audit_entry a WHERE a.entity = 'Policy' AND a.entity_id = p.id::text AND a.action IN ('SUSPEND', 'RESUME') ORDER BY a.seq DESC LIMIT 1
     ) AS "steppedAt"
     FROM policy p WHERE p.id = $1`,
    [id],
  );
  if (row === undefined) return null;
  const { steppedAt, ...policy } = row;
  return { ...policy, steppedOn: steppedAt === null ? null : riyadhDateOf(steppedAt) };
}
