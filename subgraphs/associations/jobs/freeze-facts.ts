import type { RequestContext } from '../../kit/request-context.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { readCensusRows } from '../store/census-rows.ts';
import type { FreezeFacts } from '../store/freeze-pool.ts';
import { joinedPlans } from '../store/plans.ts';
import { factFromGraph } from '../asks/fact-from-graph.ts';
import { askPoolAccreditations } from '../asks/pool-accreditations.ts';

/**
 * What a freeze rests on: who has joined, whom the regulator accredits now, and their lives by the ages they have on
 * the first day of cover, since that is the day they are rated for.
 */
export async function gatherFreezeFacts(context: RequestContext, tender: Tender): Promise<FreezeFacts> {
  const { manager } = context.database;
  const plans = await joinedPlans(manager, tender.id);
  const accredited = await askPoolAccreditations(context.graph, tender.id, context.requestId);
  const rows = await readCensusRows(manager, plans.map(({ associationId }) => associationId), tender.coverFrom);
  const lost = plans.filter(({ associationId }) => !accredited.has(associationId)).map(({ associationId }) => associationId);
  return {
    tender,
    plans,
    rows,
    notAccredited: lost.length,
    evidence: [factFromGraph('pool.accreditations', { joined: plans.length, accredited: plans.length - lost.length, lost }, 'regulation', context.now())],
  };
}
