import { hasRole } from '../../../schema/contracts/identity.ts';
import type { AnyFact } from '../../../schema/contracts/fact.ts';
import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { takeStep } from '../../kit/transitions.ts';
import { askSubjectNumber } from '../asks/subject-number-ask.ts';
import { decideAccreditation } from '../domain/accreditation-decision.ts';
import type { AccreditationDecision } from '../domain/accreditation-decision.ts';
import { ACCREDITATION_LIFE } from '../domain/accreditation-life.ts';
import { askPermissions } from '../asks/permissions.ts';
import { addAccreditationTell } from '../jobs/tell-accreditation.ts';
import { insertAccreditation } from '../store/accreditations.ts';
import { isSubject } from './regulation-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

interface Gathered {
  readonly number: string;
  readonly facts: readonly AnyFact[];
  readonly decision: AccreditationDecision;
}

/** Straight through when every rule passes on the registers' own facts; a person's to decide otherwise, with a reason. */
export const applyForAccreditation: MutationResolvers['applyForAccreditation'] = async (_parent, { input }, context) => {
  const { kind, subjectId } = input;
  const { principal, graph, requestId, sources, loaders, now } = context;
  const today = riyadhDateOf(now());

  const gather = async (): Promise<Gathered> => {
    if (!hasRole(principal, 'regulator') && !isSubject(principal, input)) throw new Refused({ code: 'NOT_YOURS', path: ['input', 'subjectId'] });
    const number = await askSubjectNumber(graph, kind, subjectId, requestId);
    if (number === null) throw notFound(kind === 'ASSOCIATION' ? 'Association' : 'Insurer', 'subjectId');
    const numberFact = { name: 'subject.number', value: number, source: 'graph', asOf: now().toISOString(), verifiedBy: 'regulation' };
    const { permissions, facts } = await askPermissions(sources, kind, number);
    return { number, facts: [numberFact, ...facts], decision: decideAccreditation(permissions, await loaders.accreditationRules(today), today) };
  };

  const { answer, problems } = await runCommand(context, 'applyForAccreditation', input, {
    gather,
    decide: async (tx, { number, facts, decision }) => {
      const id = newId();
      const { failedRules, rulesEvaluated, level, validFrom, validTo } = decision;
      const passed = failedRules.length === 0;
      const action = passed ? 'ACCREDIT' as const : 'START_REVIEW' as const;
      const reason = passed ? 'Every rule passed on facts from their sources.' : `Not passed: ${failedRules.join(', ')}.`;
      const step = takeStep(ACCREDITATION_LIFE, ACCREDITATION_LIFE.initial, action, ['timer'], { reason, byRegulator: false, failedRules, renewableFrom: null, today });
      if ('refusal' in step) throw new Refused(step.refusal);
      await insertAccreditation(tx.manager, {
        id, kind, subjectId, subjectNumber: number, state: step.to, facts, rulesEvaluated, version: 1,
        ...(passed ? { level, validFrom, validTo, decisionMode: 'AUTO' } : { level: null, validFrom: null, validTo: null, decisionMode: null }),
        decisionReason: null,
      });
      tx.audit({ entity: 'Accreditation', entityId: id, action: 'APPLY', from: null, to: ACCREDITATION_LIFE.initial });
      tx.audit({ entity: 'Accreditation', entityId: id, action, from: ACCREDITATION_LIFE.initial, to: step.to, reason, facts });
      await addAccreditationTell(tx, { id, kind, subjectId, version: 1, state: step.to }, reason);
      return { accreditationId: id };
    },
  });
  return { accreditation: answer === null ? null : await loaders.accreditation.load(answer.accreditationId), problems: [...problems] };
};
