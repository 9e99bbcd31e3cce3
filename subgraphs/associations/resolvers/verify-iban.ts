import { runCommand } from '../../kit/command.ts';
import { isId } from '../../kit/identifier.ts';
import type { HouseContext } from '../context.ts';
import { conflict, invalidInput, notFound } from '../../kit/refusal.ts';
import { keptStandingOf } from '../domain/association/bank-standing.ts';
import { readAssociations, setBankAccount } from '../store/association-rows.ts';
import type { AssociationRow } from '../store/association-table.ts';
import { needOfficerOf } from './roster-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

/** The source of the connector's own answer to what cannot be an account, which no bank is asked about. */
const WITHOUT_ASKING = 'iban-check-digits';

interface Gathered {
  readonly association: AssociationRow;
  readonly iban: string;
  readonly fact: Awaited<ReturnType<HouseContext['sources']['bank']['ibanOwnerships']>>[number];
}

/** The bank is asked whose account it is; its answer is kept with the account, whatever it is. */
export const verifyIban: MutationResolvers['verifyIban'] = async (_root, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'verifyIban', input, {
    async gather(): Promise<Gathered> {
      needOfficerOf(context.principal, input.associationId, 'associationId');
      const [association] = isId(input.associationId) ? await readAssociations(context.database.manager, [input.associationId]) : [];
      if (association === undefined) throw notFound('association', 'associationId');
      const iban = input.iban.replace(/\s/g, '').toUpperCase();
      const [fact] = await context.sources.bank.ibanOwnerships([{ iban, holderId: association.licenseNumber }]);
      if (fact === undefined) throw new Error('the bank answered nothing for one question');
      if (fact.source === WITHOUT_ASKING) throw invalidInput('iban', 'must be a Saudi IBAN with right check digits');
      return { association, iban, fact };
    },
    async decide(tx, { association, iban, fact }) {
      const { id, version, bankState } = association;
      const kept = keptStandingOf(fact.value);
      const set = await setBankAccount(tx.manager, id, version, {
        ibanSealed: context.cipher.seal(iban), ibanTail: iban.slice(-4), bankState: kept, bankFact: fact,
      });
      if (!set) throw conflict('changed');
      tx.audit({ entity: 'Association', entityId: id, action: 'VERIFY_IBAN', from: bankState, to: kept, facts: [fact] });
      return { id };
    },
  });
  return { association: answer === null ? null : await context.roster.association.load(answer.id), problems: [...problems] };
};
