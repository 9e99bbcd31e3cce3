import type { DataSource, EntityManager } from 'typeorm';
import { useCopy } from './model-copy.ts';
import type { ModelCopy } from './model-copy.ts';
import { COUNT_STANDINGS } from './standing-pieces.ts';
import { takeTurn, unlessTaken } from './take-turn.ts';

/** Associations counted in one transaction: enough that the plan pays, few enough that a change need not wait long for it. */
const TOGETHER = 200;

/** Associations by the last bit of their identifier: who counts the even ones and who counts the odd ones need not wait for each other. */
const LANES = [0, 1] as const;
type Lane = (typeof LANES)[number];

/** Counts some of a lane's associations that were touched; what is touched meanwhile stays for the next time. Answers how many. @throws TurnTaken. */
async function settleSome(database: DataSource, copy: ModelCopy, lane: Lane): Promise<number> {
  return database.transaction(async (tx) => {
    await useCopy(tx, copy);
    // One at a time counts an association, or two would write the same rows.
    await takeTurn(tx, standingsTurn(copy, lane));
    // A few hundred thousand days are sorted, which the usual share of memory sends to the disk. And a crash that loses
    // what was counted has those who were to be counted wait again, so that nobody need wait for the disk.
    await tx.query(`SELECT set_config('work_mem', '64MB', true), set_config('synchronous_commit', 'off', true)`);
    const [taken] = await tx.query<[{ association_id: string }[], number]>(
      `DELETE FROM compliance_touched WHERE association_id IN (
         SELECT DISTINCT association_id FROM (
           SELECT association_id FROM compliance_touched WHERE get_byte(uuid_send(association_id), 15) & 1 = $2 ORDER BY association_id LIMIT 20000
         ) t ORDER BY association_id LIMIT $1
       ) RETURNING association_id`,
      [TOGETHER, lane],
    );
    const ids = [...new Set(taken.map((row) => row.association_id))];
    if (ids.length > 0) await countAnew(tx, ids);
    return ids.length;
  });
}

async function countAnew(tx: EntityManager, ids: readonly string[]): Promise<void> {
  await tx.query('DELETE FROM compliance_standing WHERE association_id = ANY($1::uuid[])', [ids]);
  await tx.query('DELETE FROM compliance_insurer_standing WHERE association_id = ANY($1::uuid[])', [ids]);
  await tx.query(COUNT_STANDINGS, [ids]);
}

/** Has every association counted anew. */
export async function touchAllAssociations(tx: EntityManager): Promise<void> {
  await tx.query('INSERT INTO compliance_touched (association_id) SELECT id FROM compliance_association');
}

/** So many associations wait to be counted that it takes a while. */
export async function isMuchToCount(manager: EntityManager): Promise<boolean> {
  return (await manager.query<unknown[]>('SELECT 1 FROM compliance_touched OFFSET $1 LIMIT 1', [2 * TOGETHER])).length > 0;
}

/** Counts until nothing is left, the time is over or somebody else counts. True when nothing is left. */
export async function settleStandings(database: DataSource, copy: ModelCopy, until: () => boolean): Promise<boolean> {
  const lanes = await Promise.allSettled(LANES.map((lane) => settleLane(database, copy, lane, until)));
  // Thrown when the other lane has ended too: nothing is at work any more for whoever closes the database then.
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  return lanes.every((lane) => lane.status === 'fulfilled' && lane.value);
}

async function settleLane(database: DataSource, copy: ModelCopy, lane: Lane, until: () => boolean): Promise<boolean> {
  while (!until()) {
    const settled = await unlessTaken(() => settleSome(database, copy, lane), null);
    if (settled === null) return false;
    if (settled < TOGETHER) return true;
  }
  return false;
}

/** Name of the turn at counting a lane. */
export function standingsTurn(copy: ModelCopy, lane: Lane): string {
  return `standings ${copy} ${lane}`;
}
