import { runCommand } from '../../kit/command.ts';
import { askNoObjection } from '../asks/no-objection.ts';
import { tellIssueSealingKey } from '../asks/issue-sealing-key.ts';
import { moveTender } from '../store/move-tender.ts';
import { readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/**
 * Publishes. The key pair is made before, since an insurer that reads the tender must find what to seal to; a key made
 * for a publication that then fails serves the next try.
 */
export const publishTender: MutationResolvers['publishTender'] = async (_root, { input }, context) => {
  const { graph, requestId } = context;
  const outcome = await runCommand(context, 'publishTender', input, {
    async gather() {
      const tender = await readTender(context.database.manager, input.tenderId);
      const word = await askNoObjection(graph, tender.id, context.now(), requestId);
      if (tender.state !== 'POOL_FROZEN' || word.state !== 'GIVEN' || word.sealingKey) return { tender, word };
      await tellIssueSealingKey(graph, tender.id, requestId);
      return { tender, word: { ...word, sealingKey: true } };
    },
    async decide(tx, { tender, word }) {
      const { biddingEndsAt } = tender;
      await moveTender(tx, tender, {
        action: 'PUBLISH',
        actors: context.principal.roles,
        facts: { now: context.now(), biddingEndsAt, noObjection: word.state, sealingKey: word.sealingKey },
        evidence: [word.fact],
      });
      return { tenderId: tender.id };
    },
  });
  return tenderPayload(context, outcome);
};
