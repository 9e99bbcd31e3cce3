import type { EntityManager } from 'typeorm';

/** The channel on which replicas hear, at the commit, whose standing changed. */
export const CHANGES_CHANNEL = 'subgraph_registration_changed';

export async function tellReplicas(manager: EntityManager, insurerId: string): Promise<void> {
  await manager.query('SELECT pg_notify($1, $2)', [CHANGES_CHANNEL, insurerId]);
}
