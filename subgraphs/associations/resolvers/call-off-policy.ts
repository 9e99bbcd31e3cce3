import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { Refused, invalidInput } from '../../kit/refusal.ts';
import { TELL_ISSUE_POLICY } from '../jobs/task-names.ts';
import type { CallOff } from '../domain/procurement/award.ts';
import { expiryOf } from '../domain/procurement/call-off-term.ts';
import { isSigned, readAgreement } from '../store/agreements.ts';
import { insertCallOff } from '../store/call-offs.ts';
import { moveTender, noteStep } from '../store/move-tender.ts';
import { planOf } from '../store/plans.ts';
import { tellReleases } from '../store/tell-releases.ts';
import { holdTender } from '../store/tenders.ts';
import { needOwn } from './join-pool.ts';
import type { MutationResolvers } from './types.generated.ts';

export const callOffPolicy: MutationResolvers['callOffPolicy'] = async (_root, { input }, context) => {
  const { associationId, inceptionDate } = input;
  const { answer, problems } = await runCommand(context, 'callOffPolicy', input, {
    async gather() {
      needOwn(context, associationId);
      return readAgreement(context.database.manager, input.frameworkAgreementId);
    },
    async decide(tx, agreement) {
      const now = context.now();
      if (!isSigned(agreement)) throw new Refused({ code: 'AGREEMENT_NOT_SIGNED' });
      // Held alone: the first order moves the tender, and of two first orders neither may fail for the other.
      const tender = await holdTender(tx.manager, agreement.tenderId, 'alone');
      const plan = await planOf(tx.manager, tender.id, associationId);
      if (plan?.state !== 'COMPLETE') throw new Refused({ code: 'NOT_IN_POOL', path: ['input', 'associationId'] });
      if (inceptionDate < agreement.validFrom || inceptionDate > agreement.validTo) {
        throw invalidInput('inceptionDate', `must be from ${agreement.validFrom} to ${agreement.validTo}`);
      }
      const step = { action: 'CALL_OFF', actors: context.principal.roles, facts: { now } } as const;
      if (tender.state === 'CONTRACTED') await moveTender(tx, tender, step);
      else noteStep(tx, tender, step);
      const callOff: CallOff = {
        id: newId(), associationId, frameworkAgreementId: agreement.id, insurerId: agreement.insurerId, state: 'ORDERED', version: 1,
        inceptionDate, expiryDate: expiryOf(inceptionDate, agreement), policyId: null, problem: null, orderedAt: now,
      };
      await insertCallOff(tx, callOff);
      await tx.job(TELL_ISSUE_POLICY, { callOffId: callOff.id });
      await tellReleases(tx, tender.id);
      return { callOffId: callOff.id };
    },
  });
  const callOff = answer === null ? null : await context.procurement.callOff.clear(answer.callOffId).load(answer.callOffId);
  return { callOff, problems: [...problems] };
};
