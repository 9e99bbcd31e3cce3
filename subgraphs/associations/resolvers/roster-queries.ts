import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { readAssociationPage } from '../store/association-rows.ts';
import { visibleBatch } from './enrollment-batch.ts';
import { visibleMember } from './member.ts';
import { visibleImport } from './roster-import.ts';
import type { QueryResolvers } from './types.generated.ts';

export const associations: QueryResolvers['associations'] = async (_root, args, { database }) => {
  const page = pageRequest(args);
  const rows = await readAssociationPage(database.manager, page, args.region ?? null);
  return connectionOf(rows, page.first, (row) => [row.licenseNumber]);
};

export const association: QueryResolvers['association'] = (_root, { id, licenseNumber }, { roster }) => {
  if (id != null) return isId(id) ? roster.association.load(id) : null;
  return licenseNumber == null ? null : roster.associationByLicense.load(licenseNumber);
};

export const member: QueryResolvers['member'] = (_root, { id }, context) => visibleMember(id, context);

export const rosterImport: QueryResolvers['rosterImport'] = (_root, { id }, context) => visibleImport(id, context);

export const enrollmentBatch: QueryResolvers['enrollmentBatch'] = (_root, { id }, context) => visibleBatch(id, context);
