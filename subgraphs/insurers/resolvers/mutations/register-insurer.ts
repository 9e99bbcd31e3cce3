import { runCommand } from '../../../kit/command.ts';
import { newId } from '../../../kit/identifier.ts';
import { invalidInput } from '../../../kit/refusal.ts';
import { isCrNumber } from '../../domain/cr-number.ts';
import { insertInsurer } from '../../store/insurers.ts';
import type { MutationResolvers } from '../types.generated.ts';
import { mustAdmitInsurers } from '../who-may.ts';

const LONGEST_NAME = 200;

function nameOf(value: string, field: 'nameAr' | 'nameEn'): string {
  const name = value.trim();
  if (name === '') throw invalidInput(field, 'must not be empty');
  if (name.length > LONGEST_NAME) throw invalidInput(field, `must have at most ${LONGEST_NAME} characters`);
  return name;
}

export const registerInsurer: NonNullable<MutationResolvers['registerInsurer']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'registerInsurer', input, {
    decide: async (tx) => {
      mustAdmitInsurers(context.principal);
      const { crNumber } = input;
      if (!isCrNumber(crNumber)) throw invalidInput('crNumber', 'must have 10 digits');
      const insurer = { id: newId(), crNumber, nameAr: nameOf(input.nameAr, 'nameAr'), nameEn: nameOf(input.nameEn, 'nameEn') };
      await insertInsurer(tx.manager, insurer);
      tx.audit({ entity: 'Insurer', entityId: insurer.id, action: 'REGISTER', from: null, to: 'REGISTERED', onBehalfOf: `insurer:${insurer.id}` });
      return { insurerId: insurer.id };
    },
  });
  return { insurer: answer === null ? null : await context.load.insurer.load(answer.insurerId), problems: [...problems] };
};
