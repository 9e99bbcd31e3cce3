import type { EntityManager } from 'typeorm';
import { clashes } from '../domain/namespace.ts';
import { lockNamespaces } from './one-at-a-time.ts';
import { NAMESPACE_TABLE } from './registration-table.ts';

/** False when it is another insurer's, or one of the two begins the other. */
export async function claimNamespace(manager: EntityManager, namespace: string, insurerId: string): Promise<boolean> {
  await lockNamespaces(manager);
  const others = (await manager.getRepository(NAMESPACE_TABLE).find()).filter((each) => each.insurerId !== insurerId);
  if (others.some((each) => clashes(each.namespace, namespace))) return false;
  await manager.getRepository(NAMESPACE_TABLE).createQueryBuilder().insert().values({ namespace, insurerId }).orIgnore().execute();
  return true;
}

/** What never served under a name leaves it to others. */
export async function releaseNamespace(manager: EntityManager, namespace: string): Promise<void> {
  await manager.query(
    `DELETE FROM subgraph_namespace WHERE namespace = $1
     AND NOT EXISTS (SELECT 1 FROM subgraph_registration WHERE namespace = $1 AND (state <> 'WITHDRAWN' OR active_version_id IS NOT NULL))`,
    [namespace],
  );
}
