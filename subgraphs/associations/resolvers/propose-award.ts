import { runCommand } from '../../kit/command.ts';
import { TELL_JUDGEMENT } from '../jobs/task-names.ts';
import { awardFigures } from '../domain/procurement/award-figures.ts';
import type { BidEvaluation } from '../domain/procurement/award.ts';
import { rowsOfLot } from '../domain/procurement/lot-scope.ts';
import { awardable, whyUnsuccessful } from '../domain/procurement/lot-unsuccessful.ts';
import type { BidTerms } from '../domain/procurement/opened-bid.ts';
import { scoreLot } from '../domain/procurement/score-lot.ts';
import { awardsOf, insertAward } from '../store/awards.ts';
import { evaluationsOf, keepScores } from '../store/evaluations.ts';
import { frozenCensus } from '../store/freeze-pool.ts';
import { moveTender } from '../store/move-tender.ts';
import { lotsOf, readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Scores, proposes a winner for every lot with bids enough, gives the notice and starts the standstill, all at one moment. */
export const proposeAward: MutationResolvers['proposeAward'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'proposeAward', input, {
    gather: () => readTender(context.database.manager, input.tenderId),
    async decide(tx, tender) {
      const now = context.now();
      const evaluations = await evaluationsOf(tx.manager, tender.id);
      const lots = await lotsOf(tx.manager, [tender.id]);
      // An award that stands was not complained about, or the complaint was not upheld.
      const standing = new Set((await awardsOf(tx.manager, tender.id)).filter(({ state }) => state === 'PENDING' || state === 'ACTIVE').map(({ lotId }) => lotId));
      const ofLot = (lotId: string): BidEvaluation[] => evaluations.filter((each) => each.lotId === lotId);
      const judged = {
        open: evaluations.filter(({ qualified }) => qualified === null).length,
        mostQualified: Math.max(0, ...lots.map(({ id }) => awardable(ofLot(id)).length)),
        minimum: tender.minimumBids,
      };
      const proposed = await moveTender(tx, tender, { action: 'PROPOSE_AWARD', actors: context.principal.roles, facts: { now, judged } });
      const standstillEndsAt = new Date(now.getTime() + tender.standstillSeconds * 1_000);
      const rows = await frozenCensus(tx.manager, tender.id);
      for (const lot of lots) {
        if (standing.has(lot.id)) continue;
        // Whoever asks for the lot is told why.
        if (whyUnsuccessful(ofLot(lot.id), tender.minimumBids) !== null) continue;
        const qualified = awardable(ofLot(lot.id));
        const scored = scoreLot(qualified, tender.criteria);
        await keepScores(tx, tender.id, scored);
        const winner = qualified.find(({ bidId }) => bidId === scored[0]?.bidId) as BidEvaluation;
        await insertAward(tx, winner, awardFigures(rowsOfLot(rows, lot), winner.terms as BidTerms), standstillEndsAt);
      }
      await moveTender(tx, proposed, { action: 'START_STANDSTILL', actors: ['timer'], facts: { now } }, { standstillEndsAt });
      await tx.job(TELL_JUDGEMENT, { tenderId: tender.id, round: tender.version }, { key: `judgement:${tender.id}` });
      return { tenderId: tender.id };
    },
  });
  return tenderPayload(context, outcome);
};
