import type { EntityManager } from 'typeorm';

/** Any number will do, as long as no other advisory lock of the registry has it. */
const OF_INSURER = 724_199_321;
const NAMESPACES = 724_199_322;

/**
 * Everything that moves an insurer's subgraph waits here for its turn, until the transaction ends: a registration, its
 * versions and what was told of the accreditation are looked at together, and what one step relies on no other changes.
 */
export async function lockInsurer(manager: EntityManager, insurerId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [OF_INSURER, insurerId]);
}

/** Namespaces must not begin alike, which no unique index can say. Taken after the insurer's lock, never before. */
export async function lockNamespaces(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1, 0)', [NAMESPACES]);
}
