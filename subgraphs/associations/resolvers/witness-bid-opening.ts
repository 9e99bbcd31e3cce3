import { runCommand } from '../../kit/command.ts';
import { OPEN_BIDS } from '../jobs/task-names.ts';
import { noteStep } from '../store/move-tender.ts';
import { openingOf, witnessOpening } from '../store/openings.ts';
import { holdTender, readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/** The second person of the opening; from here on it runs by itself, and through any crash. */
export const witnessBidOpening: MutationResolvers['witnessBidOpening'] = async (_root, { input }, context) => {
  const { subject, organisation } = context.principal;
  const outcome = await runCommand(context, 'witnessBidOpening', input, {
    gather: () => readTender(context.database.manager, input.tenderId),
    async decide(tx, { id }) {
      const now = context.now();
      const tender = await holdTender(tx.manager, id, 'share');
      const requested = await openingOf(tx.manager, id);
      const opening = requested === null ? null : { ...requested, witness: subject, witnessOrganisation: organisation };
      noteStep(tx, tender, { action: 'WITNESS_OPENING', actors: context.principal.roles, facts: { now, opening } });
      await witnessOpening(tx, tender, context.principal, now);
      await tx.job(OPEN_BIDS, { tenderId: id }, { key: `open-bids:${id}` });
      return { tenderId: id };
    },
  });
  return tenderPayload(context, outcome);
};
