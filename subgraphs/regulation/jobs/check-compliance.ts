import type { JobPayload } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { FEED_SOURCES } from '../domain/compliance/feed.ts';
import { compareCopies, endCheck, findCheck } from '../store/compliance/model-checks.ts';
import { emptyCopy } from '../store/compliance/model-copy.ts';
import type { ModelCopy } from '../store/compliance/model-copy.ts';
import { settleStandings } from '../store/compliance/settle-standings.ts';
import { pullSource, touchAfterBulk } from './pull-changes.ts';

/** While both are read, more may change; how often they are brought to one point before that is given up for now. */
const ROUNDS = 20;

const never = (): boolean => false;

/**
 * Builds the model anew in the second copy, brings both to the same point of every feed, and compares them. What it
 * found stays on record. Run again after a crash, it begins anew.
 */
export async function runCheckCompliance(services: HouseServices, { id }: JobPayload): Promise<void> {
  const { database, now } = services;
  const check = await findCheck(database.manager, String(id));
  if (check === null || check.endedAt !== null) return;
  await emptyCopy(database.manager, 'shadow');
  for (let round = 0; round < ROUNDS; round += 1) {
    await bringUpToDate(services, 'shadow');
    await bringUpToDate(services, 'live');
    const differences = await compareCopies(database.manager);
    if (differences === null) continue;
    await endCheck(database.manager, check.id, differences, now());
    await emptyCopy(database.manager, 'shadow');
    return;
  }
  throw new SourceUnavailableError('graph', 'the houses changed faster than they could be compared');
}

async function bringUpToDate(services: HouseServices, copy: ModelCopy): Promise<void> {
  for (const source of FEED_SOURCES) await pullSource(services, source, copy, never);
  await touchAfterBulk(services, copy);
  while (!(await settleStandings(services.database, copy, never)));
}
