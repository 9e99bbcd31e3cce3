import { runCommand } from '../../kit/command.ts';
import { moveBatch } from '../store/move-batch.ts';
import { batchPayload, commandedBatch } from './enrollment-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/** The job that would tell the insurer finds the batch recalled, and does nothing. */
export const recallEnrollmentBatch: MutationResolvers['recallEnrollmentBatch'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'recallEnrollmentBatch', input, {
    gather: () => commandedBatch(context, input.batchId, 'batchId'),
    async decide(tx, batch) {
      await moveBatch(tx, batch, { action: 'RECALL', actors: context.principal.roles });
      return { batchId: batch.id };
    },
  });
  return batchPayload(outcome, context);
};
