import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../kit/command.ts';
import { Refused } from '../../kit/refusal.ts';
import { askSigningBlock } from '../asks/signing-block.ts';
import { blocksLot } from '../domain/procurement/signing-blocks.ts';
import type { FrameworkAgreement } from '../domain/procurement/award.ts';
import type { Side } from '../store/agreements.ts';
import { agreementsOf, signAgreement } from '../store/agreements.ts';
import { readAward } from '../store/awards.ts';
import { contractWhenSigned } from '../store/confirm-awards.ts';
import { noteStep } from '../store/move-tender.ts';
import { holdTender } from '../store/tenders.ts';
import type { HouseContext } from '../context.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Signs for the caller's own side. The last signature of all agreements makes the tender CONTRACTED. */
export const signFrameworkAgreement: MutationResolvers['signFrameworkAgreement'] = async (_root, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'signFrameworkAgreement', input, {
    async gather() {
      const award = await readAward(context.database.manager, input.awardId);
      const side = sideOf(context, award.insurerId);
      return { award, side, word: await askSigningBlock(context.graph, award.tenderId, context.now(), context.requestId) };
    },
    async decide(tx, { award, side, word }) {
      const now = context.now();
      // Held alone: of two last signatures one must see the other.
      const tender = await holdTender(tx.manager, award.tenderId, 'alone');
      noteStep(tx, tender, {
        action: 'SIGN', actors: context.principal.roles, facts: { now, signingBlocked: blocksLot(word.blocks, award.lotId) }, evidence: word.facts,
      });
      const agreement = (await agreementsOf(tx.manager, [tender.id])).find(({ awardId }) => awardId === award.id);
      if (agreement === undefined) throw new Refused({ code: 'TRANSITION_NOT_ALLOWED', values: { action: 'SIGN', state: award.state } });
      await signAgreement(tx, agreement, side, context.principal.subject, now);
      await contractWhenSigned(tx, tender, now);
      return { agreementId: agreement.id };
    },
  });
  const frameworkAgreement: FrameworkAgreement | null = answer === null ? null
    : await context.procurement.agreement.clear(answer.agreementId).load(answer.agreementId);
  return { frameworkAgreement, problems: [...problems] };
};

/** @throws Refused NOT_YOURS for another insurer's agreement. */
function sideOf({ principal }: HouseContext, insurerId: string): Side {
  if (hasRole(principal, 'council')) return 'council';
  if (hasRole(principal, 'insurer_officer') && principal.organisation === insurerId) return 'insurer';
  throw new Refused({ code: 'NOT_YOURS', path: ['input', 'awardId'] });
}
