import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { isRegionCode } from '../../../schema/contracts/region.ts';
import { runCommand } from '../../kit/command.ts';
import { isId, newId } from '../../kit/identifier.ts';
import { Refused, invalidInput } from '../../kit/refusal.ts';
import { insertAssociation, readAssociations } from '../store/association-rows.ts';
import type { MutationResolvers } from './types.generated.ts';

const LONGEST = 200;

function textOf(value: string, field: string): string {
  const text = value.trim();
  if (text === '') throw invalidInput(field, 'must not be empty');
  if (text.length > LONGEST) throw invalidInput(field, `must have at most ${LONGEST} characters`);
  return text;
}

/** The council registers anyone; an officer's token already names the association it is of. */
function idFor(principal: Principal): string {
  if (hasRole(principal, 'council')) return newId();
  if (hasRole(principal, 'association_officer') && principal.organisation !== null && isId(principal.organisation)) return principal.organisation;
  throw new Refused({ code: 'NOT_YOURS' });
}

export const registerAssociation: MutationResolvers['registerAssociation'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'registerAssociation', input, {
    async decide(tx) {
      const id = idFor(context.principal);
      if (!isRegionCode(input.region)) throw invalidInput('region', 'must be an ISO 3166-2:SA code');
      if ((await readAssociations(tx.manager, [id])).length > 0) throw new Refused({ code: 'NOT_YOURS' });
      await insertAssociation(tx.manager, {
        id,
        licenseNumber: textOf(input.licenseNumber, 'licenseNumber'),
        nameAr: textOf(input.nameAr, 'nameAr'),
        nameEn: textOf(input.nameEn, 'nameEn'),
        region: input.region,
        city: textOf(input.city, 'city'),
      });
      tx.audit({ entity: 'Association', entityId: id, action: 'REGISTER', from: null, to: 'REGISTERED', onBehalfOf: hasRole(context.principal, 'council') ? `association:${id}` : null });
      return { id };
    },
  });
  const { answer, problems } = outcome;
  return { association: answer === null ? null : await context.roster.association.load(answer.id), problems: [...problems] };
};
