import { hasRole } from '../../../schema/contracts/identity.ts';
import { isId } from '../../kit/identifier.ts';
import { Refused } from '../../kit/refusal.ts';
import type { HouseContext } from '../context.ts';
import type { Disclosed } from '../store/disclosures.ts';
import type { MemberRow } from '../store/member-table.ts';
import { openPerson } from '../store/person-seal.ts';
import { mayReadMember } from './roster-viewer.ts';
import type { MemberResolvers } from './types.generated.ts';

/** Null for a life nobody knows, and for one that is not the viewer's to see. */
export async function visibleMember(id: string, { principal, roster }: HouseContext): Promise<MemberRow | null> {
  const member = isId(id) ? await roster.member.load(id) : null;
  return member !== null && mayReadMember(principal, member) ? member : null;
}

async function mustFind<Row>(found: Promise<Row | null>, entity: string): Promise<Row> {
  const row = await found;
  if (row === null) throw new Error(`a ${entity} that is referred to is missing`);
  return row;
}

/**
 * A regulator reads who a person is for a purpose only, and the reading is put on record before it is answered; so is
 * every reading of a number, and what a house reads for its own work.
 */
async function recordReading(member: MemberRow, what: Disclosed, context: HouseContext): Promise<void> {
  const { principal } = context;
  const regulator = hasRole(principal, 'regulator');
  if (regulator && (principal.purpose ?? '').trim() === '') throw new Refused({ code: 'PURPOSE_NEEDED' });
  if (regulator || hasRole(principal, 'service') || what === 'nationalId') await context.disclosures.record(what, member.id);
}

export const Member: MemberResolvers = {
  __resolveReference: ({ id }, context) => visibleMember(id, context),
  association: ({ associationId }, _args, { roster }) => mustFind(roster.association.load(associationId), 'association'),
  employee: ({ relationship, subscriberId }, _args, { roster }) => (relationship === 'SELF' ? null : roster.member.load(subscriberId)),
  dependents: async ({ associationId, id, relationship }, _args, { roster }) =>
    relationship === 'SELF' ? [...(await roster.dependents.load(`${associationId}/${id}`))] : [],
  fullName: async (member, _args, context) => {
    await recordReading(member, 'fullName', context);
    const { nameAr, nameEn } = openPerson(context.cipher, member.person);
    return { ar: nameAr, en: nameEn ?? nameAr };
  },
  nationalIdMasked: ({ idTail }) => `*******${idTail}`,
  nationalId: async (member, _args, context) => {
    await recordReading(member, 'nationalId', context);
    return openPerson(context.cipher, member.person).nationalId;
  },
  birthDate: async (member, _args, context) => {
    if (hasRole(context.principal, 'regulator')) await recordReading(member, 'birthDate', context);
    return member.birthDate;
  },
};
