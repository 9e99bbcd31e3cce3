import type { JobPayload } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { askFollowedTender } from '../asks/followed-tender-ask.ts';
import { keepTender } from '../store/compliance/followed-tenders.ts';

/** Reads again a tender that has moved, and has it judged. @throws SourceUnavailableError, to be tried again. */
export async function runFollowTender({ database, graph, now }: HouseServices, { tenderId }: JobPayload): Promise<void> {
  const asOf = now();
  const facts = await askFollowedTender(graph, String(tenderId));
  if (facts !== null) await database.transaction((manager) => keepTender(manager, facts, asOf));
}
