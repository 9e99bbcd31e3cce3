import { addJob } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { SETTLE_STANDINGS } from '../store/compliance/compliance-migration.ts';
import { settleStandings } from '../store/compliance/settle-standings.ts';

/** Longer than this a job keeps others waiting, and the house from closing. */
const SLICE_MS = 2_000;

/** Counts anew what the house's own decisions touched. */
export async function runSettleStandings({ database }: HouseServices): Promise<void> {
  const end = performance.now() + SLICE_MS;
  if (await settleStandings(database, 'live', () => performance.now() > end)) return;
  await database.transaction((tx) => addJob(tx, SETTLE_STANDINGS, {}, { key: SETTLE_STANDINGS, queue: SETTLE_STANDINGS, cause: null }));
}
