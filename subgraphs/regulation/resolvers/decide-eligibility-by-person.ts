import { runCommand } from '../../kit/command.ts';
import { Refused, invalidInput, notFound } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { documentFact } from '../domain/eligibility/document-fact.ts';
import { ELIGIBILITY_LIFE } from '../domain/eligibility-life.ts';
import { TELL_ELIGIBILITY_DECISION } from '../asks/eligibility-decision-tell.ts';
import { decideByPerson, findDecision } from '../store/eligibility-decisions.ts';
import type { MutationResolvers } from './types.generated.ts';

/** A person decides what the rules left open; the batch's house is told by a job that follows from the change. */
export const decideEligibilityByPerson: MutationResolvers['decideEligibilityByPerson'] = async (_parent, { input }, context) => {
  const { principal, database, loaders, now } = context;
  const { decisionId, outcome, reason } = input;
  const documentReason = input.documentReason ?? null;
  const { answer, problems } = await runCommand(context, 'decideEligibilityByPerson', input, {
    gather: async () => {
      if (outcome === 'NEEDS_PERSON') throw invalidInput('outcome', 'ELIGIBLE or NOT_ELIGIBLE');
      const row = await findDecision(database.manager, decisionId);
      if (row === null) throw notFound('EligibilityDecision', 'decisionId');
      return row;
    },
    decide: async (tx, row) => {
      const eligible = outcome === 'ELIGIBLE';
      const action = eligible ? 'FIND_ELIGIBLE' : 'FIND_NOT_ELIGIBLE';
      const step = takeStep(ELIGIBILITY_LIFE, row.outcome, action, principal.roles, { reason, documentReason });
      if ('refusal' in step) throw new Refused(step.refusal);
      const at = now();
      const facts = documentReason === null ? row.facts : [...row.facts, documentFact(documentReason, principal.subject, at)];
      await decideByPerson(tx.manager, row, { outcome: step.to, reason, facts, decidedAt: at });
      const { id, batchId, lineId } = row;
      tx.audit({ entity: 'EligibilityDecision', entityId: id, action, from: row.outcome, to: step.to, reason, facts });
      await tx.job(TELL_ELIGIBILITY_DECISION, { decisionId: id, batchId, lineId, eligible }, { key: `${TELL_ELIGIBILITY_DECISION}:${id}` });
      return { decisionId: id };
    },
  });
  return { decision: answer === null ? null : await loaders.decision.load(answer.decisionId), problems: [...problems] };
};
