import { runCommand } from '../../kit/command.ts';
import { Refused, conflict, notFound } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { askTenderOpening } from '../asks/tender-opening-ask.ts';
import { SEALING_KEY_LIFE } from '../domain/sealing-key-life.ts';
import { findSealingKey, markReleased } from '../store/sealing-keys.ts';
import { needService } from './regulation-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Opens the private half to readers, once and on record. The deadline is asked, never taken from who tells. */
export const releaseSealingKey: MutationResolvers['releaseSealingKey'] = async (_parent, { input }, context) => {
  const { principal, database, graph, requestId, now } = context;
  const { tenderId, requestedBy, witnessedBy } = input;
  const { answer, problems } = await runCommand(context, 'releaseSealingKey', input, {
    gather: async () => {
      needService(principal);
      const key = await findSealingKey(database.manager, tenderId);
      if (key === null) throw notFound('SealingKey', 'tenderId');
      if (key.releasedAt !== null) throw conflict('RELEASED');
      const tender = await askTenderOpening(graph, tenderId, requestId);
      if (tender === null) throw notFound('Tender', 'tenderId');
      return tender;
    },
    decide: async (tx, tender) => {
      const { state, calendar: { biddingEndsAt }, opening } = tender;
      const at = now();
      const step = takeStep(SEALING_KEY_LIFE, 'SEALED', 'RELEASE', principal.roles, {
        tenderState: state, biddingEndsAt, now: at.toISOString(), requestedBy, witnessedBy, opening,
      });
      if ('refusal' in step) throw new Refused(step.refusal);
      await markReleased(tx.manager, tenderId, { requestedBy, witnessedBy, at });
      const asked = { source: 'graph', asOf: at.toISOString(), verifiedBy: 'regulation' };
      tx.audit({
        entity: 'SealingKey', entityId: tenderId, action: 'RELEASE', from: 'SEALED', to: step.to,
        reason: `Asked for by ${requestedBy}, witnessed by ${witnessedBy}.`,
        facts: [{ name: 'tender.state', value: state, ...asked }, { name: 'tender.biddingEndsAt', value: biddingEndsAt, ...asked }],
      });
      return { tenderId };
    },
  });
  return { tender: answer === null ? null : { id: answer.tenderId }, problems: [...problems] };
};
