import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { tellInvalidateBids as tell } from '../asks/invalidate-bids.ts';

/** Until it is told, the insurers house believes in bids that are void here; it cannot open them: no commitment stands. */
export function tellInvalidateBids({ graph }: HouseServices): Task {
  return (payload) => {
    const tenderId = String(payload['tenderId']);
    const amendment = Number(payload['amendment']);
    return tell(graph, tenderId, amendment, `invalidate-bids:${tenderId}:${amendment}`);
  };
}
