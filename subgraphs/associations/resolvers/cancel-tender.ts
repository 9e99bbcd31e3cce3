import { runCommand } from '../../kit/command.ts';
import type { TenderState } from '../domain/procurement/tender-life.ts';
import { moveTender } from '../store/move-tender.ts';
import { readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

const NOBODY_INVITED: readonly TenderState[] = ['DRAFT', 'POOLING', 'POOL_FROZEN'];

/** Asks for cancellation. Once insurers were invited they may complain about it for as long as a standstill lasts. */
export const cancelTender: MutationResolvers['cancelTender'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'cancelTender', input, {
    gather: () => readTender(context.database.manager, input.tenderId),
    async decide(tx, tender) {
      const now = context.now();
      const wait = NOBODY_INVITED.includes(tender.state) ? 0 : tender.standstillSeconds * 1_000;
      await moveTender(
        tx, tender,
        { action: 'CANCEL', actors: context.principal.roles, facts: { now }, reason: input.reason },
        { cancellationReason: input.reason, nextCheckAt: new Date(now.getTime() + wait) },
      );
      return { tenderId: tender.id };
    },
  });
  return tenderPayload(context, outcome);
};
