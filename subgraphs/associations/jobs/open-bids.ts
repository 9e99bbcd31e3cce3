import { runCommand } from '../../kit/command.ts';
import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { timerContext } from '../../kit/request-context.ts';
import { tellReleaseSealingKey } from '../asks/release-sealing-key.ts';
import { tellRevealBids } from '../asks/reveal-bids.ts';
import { moveTender } from '../store/move-tender.ts';
import { markOpened, openingOf } from '../store/openings.ts';
import { readTender } from '../store/tenders.ts';

/**
 * Opens a witnessed tender: the key is released, the bids are revealed, the opening is recorded. Each tell carries a
 * key of its own, so a process that dies between two of them is taken up from the first and nothing happens twice.
 */
export function openBids(services: HouseServices): Task {
  return async (payload) => {
    const tenderId = String(payload['tenderId']);
    const requestId = `open-bids:${tenderId}`;
    const tender = await readTender(services.database.manager, tenderId);
    const opening = await openingOf(services.database.manager, tenderId);
    // Cancelled meanwhile, or opened by an earlier run of this job.
    if (tender.state !== 'BIDDING' || opening === null || opening.witnessedBy === null) return;
    const { requestedBy, requestedByOrganisation, witnessedBy, witnessedByOrganisation } = opening;
    await tellReleaseSealingKey(services.graph, tenderId, { requestedBy, witnessedBy }, requestId);
    await tellRevealBids(services.graph, tenderId, requestId);
    const { problems } = await runCommand(timerContext(services, requestId), 'timer:OPEN', { idempotencyKey: tenderId }, {
      async decide(tx) {
        const now = services.now();
        const parties = { requestedBy, requestedByOrganisation, witness: witnessedBy, witnessOrganisation: witnessedByOrganisation };
        await moveTender(tx, tender, { action: 'OPEN', actors: ['timer'], facts: { now, opening: parties } });
        await markOpened(tx, tenderId, now);
        return { tenderId };
      },
    });
    // Tried again from the start, which reads what the tender has become.
    if (problems.length > 0) throw new Error(`the opening could not be recorded: ${problems[0]?.code}`);
  };
}
