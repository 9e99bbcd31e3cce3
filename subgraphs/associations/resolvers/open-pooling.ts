import { runCommand } from '../../kit/command.ts';
import { moveTender } from '../store/move-tender.ts';
import { readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const openPooling: MutationResolvers['openPooling'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'openPooling', input, {
    gather: () => readTender(context.database.manager, input.tenderId),
    async decide(tx, tender) {
      const { poolingEndsAt } = tender;
      await moveTender(tx, tender, { action: 'OPEN_POOLING', actors: context.principal.roles, facts: { now: context.now(), poolingEndsAt } });
      return { tenderId: tender.id };
    },
  });
  return tenderPayload(context, outcome);
};
