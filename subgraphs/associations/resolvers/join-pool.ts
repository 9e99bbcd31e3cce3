import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../kit/command.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import type { HouseContext } from '../context.ts';
import { askAssociationAccreditation } from '../asks/association-accreditation.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { declarePlan, movePlan } from '../store/plans.ts';
import { holdTender, readTender } from '../store/tenders.ts';
import { planPayload } from './plan-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const joinPool: MutationResolvers['joinPool'] = async (_root, { input }, context) => {
  const { associationId } = input;
  const outcome = await runCommand(context, 'joinPool', input, {
    async gather() {
      needOwn(context, associationId);
      needOpenPool(await readTender(context.database.manager, input.tenderId), context.now());
      if (!input.consent) throw new Refused({ code: 'CONSENT_NEEDED', path: ['input', 'consent'] });
      const word = await askAssociationAccreditation(context.graph, associationId, context.now(), context.requestId);
      if (word === null) throw notFound('Association', 'associationId');
      return word;
    },
    async decide(tx, { accredited, fact }) {
      // Held until the commit: a freeze at the same time counts this association or comes before it, never half of it.
      const tender = await holdTender(tx.manager, input.tenderId, 'share');
      needOpenPool(tender, context.now());
      const plan = await declarePlan(tx, tender.id, associationId);
      const step = { action: 'JOIN', actors: context.principal.roles, facts: { consent: input.consent, accredited }, evidence: [fact] } as const;
      const change = { consentBy: context.principal.subject, consentAt: context.now(), accreditationFact: fact };
      await movePlan(tx, plan, step, change);
      return { planId: plan.id };
    },
  });
  return planPayload(context, outcome);
};

/** @throws Refused NOT_YOURS: only an association itself declares its need. */
export function needOwn({ principal }: HouseContext, associationId: string): void {
  if (!hasRole(principal, 'association_officer') || principal.organisation !== associationId) {
    throw new Refused({ code: 'NOT_YOURS', path: ['input', 'associationId'] });
  }
}

function needOpenPool({ state, poolingEndsAt }: Tender, now: Date): void {
  if (state !== 'POOLING') throw new Refused({ code: 'TRANSITION_NOT_ALLOWED', values: { action: 'JOIN', state } });
  if (now >= poolingEndsAt) throw new Refused({ code: 'DEADLINE_PASSED', values: { deadline: 'poolingEndsAt' } });
}
