import { runCommand } from '../../kit/command.ts';
import { gatherFreezeFacts } from '../jobs/freeze-facts.ts';
import { freezePool as freeze } from '../store/freeze-pool.ts';
import { readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const freezePool: MutationResolvers['freezePool'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'freezePool', input, {
    gather: async () => gatherFreezeFacts(context, await readTender(context.database.manager, input.tenderId)),
    async decide(tx, facts) {
      await freeze(tx, facts, context.principal.roles, context.now());
      return { tenderId: facts.tender.id };
    },
  });
  return tenderPayload(context, outcome);
};
