import { hasRole } from '../../../schema/contracts/identity.ts';
import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { rosterSortKey } from '../store/member-rows.ts';
import { ASSOCIATION_PROCUREMENT_FIELDS } from './association-procurement.ts';
import { mayCountLivesOf, isOfficerOf, needRosterOf } from './roster-viewer.ts';
import type { AssociationResolvers } from './types.generated.ts';

export const Association: AssociationResolvers = {
  ...ASSOCIATION_PROCUREMENT_FIELDS,
  __resolveReference: (reference, { roster }) => {
    if ('id' in reference && typeof reference.id === 'string') return isId(reference.id) ? roster.association.load(reference.id) : null;
    return 'licenseNumber' in reference ? roster.associationByLicense.load(String(reference.licenseNumber)) : null;
  },
  name: ({ nameAr, nameEn }) => ({ ar: nameAr, en: nameEn }),
  lives: ({ id }, _args, { principal, roster }) => (mayCountLivesOf(principal, id) ? roster.livesOf(id) : null),
  roster: async ({ id }, args, { principal, roster }) => {
    needRosterOf(principal, id);
    const page = pageRequest(args);
    const rows = await (args.employeesOnly === true ? roster.employees : roster.roster)(id, page);
    return connectionOf(rows, page.first, rosterSortKey);
  },
  rosterImports: async ({ id }, args, { principal, roster }) => {
    needRosterOf(principal, id);
    const page = pageRequest(args);
    return connectionOf(await roster.rosterImports(id, page), page.first, (row) => [row.id]);
  },
  enrollmentBatches: async ({ id }, args, { principal, roster }) => {
    needRosterOf(principal, id);
    const page = pageRequest(args);
    return connectionOf(await roster.batches(id, page), page.first, (row) => [row.id]);
  },
  bankAccount: (association, _args, { principal }) =>
    association.bankState !== null && (isOfficerOf(principal, association.id) || hasRole(principal, 'service')) ? association : null,
};
