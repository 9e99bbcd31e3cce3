import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../kit/command.ts';
import { isId } from '../../kit/identifier.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { lineDecisionOf } from '../domain/enrollment/line-decision.ts';
import { readBatch } from '../store/enrollment-rows.ts';
import { keepDecisions } from '../store/line-decisions.ts';
import { batchPayload } from './enrollment-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/**
 * Keeps what a person at the regulator decided of a line. A line that was left out or sent meanwhile stays as it is: the
 * regulator's word came too late to change it, and telling it again would not help.
 */
export const recordEligibilityDecision: MutationResolvers['recordEligibilityDecision'] = async (_root, { input }, context) => {
  const { batchId, lineId, decisionId, eligible } = input;
  const outcome = await runCommand(context, 'recordEligibilityDecision', input, {
    async decide(tx) {
      const { principal } = context;
      if (!hasRole(principal, 'service') || principal.organisation !== 'regulation') throw new Refused({ code: 'NOT_YOURS' });
      const batch = isId(batchId) ? await readBatch(tx.manager, batchId) : null;
      if (batch === null) throw notFound('enrollment batch', 'batchId');
      if (!isId(lineId)) throw notFound('enrollment line', 'lineId');
      const word = { lineId, decisionId, outcome: eligible ? 'ELIGIBLE' : 'NOT_ELIGIBLE', byPerson: true, failedRule: null } as const;
      await keepDecisions(tx.manager, batch, [lineDecisionOf(word)], ['PENDING', 'NEEDS_PERSON']);
      tx.audit({ entity: 'EnrollmentLine', entityId: lineId, action: 'RECORD_DECISION', from: null, to: word.outcome });
      return { batchId };
    },
  });
  return batchPayload(outcome, context);
};
