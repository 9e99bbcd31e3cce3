import { runCommand } from '../../kit/command.ts';
import type { MinimumSchedule } from '../asks/benefit-schedule.ts';
import { askBenefitSchedule } from '../asks/benefit-schedule.ts';
import { askOpenedBids } from '../asks/opened-bids.ts';
import { evaluateLot } from '../domain/procurement/evaluate-lot.ts';
import type { OpenedBid } from '../domain/procurement/opened-bid.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { standingCommitments } from '../store/bid-commitments.ts';
import { insertEvaluations } from '../store/evaluations.ts';
import { frozenCensus } from '../store/freeze-pool.ts';
import { decideStep, moveTender } from '../store/move-tender.ts';
import { lotsOf, readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

interface Gathered {
  readonly tender: Tender;
  readonly bids: readonly OpenedBid[];
  readonly schedule: MinimumSchedule;
}

export const startEvaluation: MutationResolvers['startEvaluation'] = async (_root, { input }, context) => {
  const { graph, requestId } = context;
  const actors = context.principal.roles;
  const outcome = await runCommand(context, 'startEvaluation', input, {
    async gather(): Promise<Gathered> {
      const tender = await readTender(context.database.manager, input.tenderId);
      // Asked first of the table: nobody is asked for bids that are still sealed.
      decideStep(tender, { action: 'START_EVALUATION', actors, facts: { now: context.now() } });
      const bids = await askOpenedBids(graph, tender.id, context.now(), requestId);
      return { tender, bids, schedule: await askBenefitSchedule(graph, tender.coverFrom, requestId) };
    },
    async decide(tx, { tender, bids, schedule }) {
      const evidence = bids.map(({ accreditationFact }) => accreditationFact);
      const step = { action: 'START_EVALUATION', actors, facts: { now: context.now() }, evidence } as const;
      await moveTender(tx, tender, step, { evaluationScheduleId: schedule.id });
      const rows = await frozenCensus(tx.manager, tender.id);
      const standing = await standingCommitments(tx.manager, tender.id);
      const commitments = new Map(standing.map(({ bidId, commitment }) => [bidId, commitment]));
      const lots = await lotsOf(tx.manager, [tender.id]);
      const evaluations = lots.flatMap((lot) => evaluateLot(
        bids.filter(({ lotId }) => lotId === lot.id), { lot, rows, minimum: schedule.benefits, commitments },
      ));
      await insertEvaluations(tx, evaluations.map((each) => ({ ...each, tenderId: tender.id })));
      return { tenderId: tender.id };
    },
  });
  return tenderPayload(context, outcome);
};
