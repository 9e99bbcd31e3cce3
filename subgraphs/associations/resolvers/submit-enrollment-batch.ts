import { runCommand } from '../../kit/command.ts';
import { APPLY_BATCH } from '../jobs/enrollment-task-names.ts';
import { assignParts } from '../store/batch-parts.ts';
import { moveBatch } from '../store/move-batch.ts';
import { batchPayload, commandedBatch } from './enrollment-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const submitEnrollmentBatch: MutationResolvers['submitEnrollmentBatch'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'submitEnrollmentBatch', input, {
    gather: () => commandedBatch(context, input.batchId, 'batchId'),
    async decide(tx, batch) {
      await moveBatch(tx, batch, { action: 'SUBMIT', actors: context.principal.roles });
      await assignParts(tx.manager, batch);
      await tx.job(APPLY_BATCH, { batchId: batch.id }, { key: `${APPLY_BATCH}:${batch.id}` });
      return { batchId: batch.id };
    },
  });
  return batchPayload(outcome, context);
};
