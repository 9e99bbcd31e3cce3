import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { tellRecordTenderReleases } from '../asks/record-tender-releases.ts';

/** Until it is told, the public record of the tender ends one step earlier; nothing else waits for it. */
export function tellTenderReleases({ graph }: HouseServices): Task {
  return (payload) => tellRecordTenderReleases(graph, String(payload['tenderId']), `releases:${String(payload['telling'])}`);
}
