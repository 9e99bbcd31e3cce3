import { isOfficerOf, mayReadRosterOf } from './roster-viewer.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { bilingualOf } from '../../../schema/contracts/errors.ts';
import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { availableActions } from '../../kit/transitions.ts';
import { IMPORT_LIFE } from '../domain/roster/import-life.ts';
import type { HouseContext } from '../context.ts';
import type { RosterImportRow } from '../store/roster-import-tables.ts';
import { uploadAddress } from '../store/upload-address.ts';
import type { RosterImportResolvers, RosterRejectionResolvers } from './types.generated.ts';

export async function visibleImport(id: string, { principal, roster }: HouseContext): Promise<RosterImportRow | null> {
  const row = isId(id) ? await roster.rosterImport.load(id) : null;
  return row !== null && mayReadRosterOf(principal, row.associationId) ? row : null;
}

/** The house itself notes that a file arrives; the viewer's part in that step is to send it. */
function mayUpload({ state, expiresAt, associationId }: RosterImportRow, principal: Principal, now: Date): boolean {
  return availableActions(IMPORT_LIFE, state, principal.roles).includes('RECEIVE') && expiresAt > now && isOfficerOf(principal, associationId);
}

export const RosterImport: RosterImportResolvers = {
  __resolveReference: ({ id }, context) => visibleImport(id, context),
  association: async ({ associationId }, _args, { roster }) => {
    const association = await roster.association.load(associationId);
    if (association === null) throw new Error('the association of an import is missing');
    return association;
  },
  // Whoever holds the address may send a roster, so only those who may ask for one are shown it.
  uploadUrl: (row, _args, { principal, cipher, publicUrl, now }) =>
    mayUpload(row, principal, now()) ? uploadAddress(cipher, publicUrl(), row) : null,
  expiresAt: ({ expiresAt }) => expiresAt.toISOString(),
  state: ({ state, expiresAt }, _args, { now }) => (state === 'AWAITING_UPLOAD' && expiresAt <= now() ? 'EXPIRED' : state),
  problem: ({ problemCode, problemValues }) => (problemCode === null ? null : { code: problemCode, values: problemValues ?? {} }),
  availableActions: (row, _args, { principal, now }) => (mayUpload(row, principal, now()) ? ['UPLOAD'] : []),
  rejections: async (row, args, { roster }) => {
    const page = pageRequest(args);
    const rows = await roster.rejections(`${row.associationId}/${row.id}`, page);
    return connectionOf(rows, page.first, (rejection) => [String(rejection.line), String(rejection.number)]);
  },
};

export const RosterRejection: RosterRejectionResolvers = {
  message: ({ code, values }) => bilingualOf(code, values),
};
