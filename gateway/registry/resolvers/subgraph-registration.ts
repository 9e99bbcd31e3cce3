import { connectionOf, pageRequest } from '../../../subgraphs/kit/connection.ts';
import { isId } from '../../../subgraphs/kit/identifier.ts';
import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { invalidInput } from '../../../subgraphs/kit/refusal.ts';
import { availableActions } from '../../../subgraphs/kit/transitions.ts';
import { challengeUrlOf } from '../domain/challenge.ts';
import { REGISTRATION_LIFE } from '../domain/registration-life.ts';
import type { RegistrationRow } from '../store/registration-table.ts';
import { findCurrent, readRegistrationPage } from '../store/registrations.ts';
import { insurerOf, isOfficerOf, mayRead } from './registry-viewer.ts';
import type { QueryResolvers, SubgraphRegistrationAction, SubgraphRegistrationResolvers } from './types.generated.ts';

/** What a person does with a registration as a whole; the rest happens to it or through its versions. */
const OFFERED: readonly SubgraphRegistrationAction[] = ['PROVE', 'MOVE', 'SUBMIT', 'PAUSE', 'RESUME', 'WITHDRAW'];

function actionsFor(principal: Principal, row: RegistrationRow): SubgraphRegistrationAction[] {
  const byRegulator = hasRole(principal, 'regulator');
  if (!byRegulator && !isOfficerOf(principal, row.insurerId)) return [];
  const possible = availableActions(REGISTRATION_LIFE, row.state, principal.roles);
  const resumes = (row.pausedBy === 'regulator') === byRegulator;
  const proves = row.state === 'REGISTERED' || row.nextUrl !== null;
  return OFFERED.filter((action) => possible.includes(action) && (action !== 'RESUME' || resumes) && (action !== 'PROVE' || proves));
}

export const SubgraphRegistration: SubgraphRegistrationResolvers = {
  async __resolveReference({ id }, { loaders, principal }) {
    const row = await loaders.registration.load(id);
    return row !== null && mayRead(principal, row) ? row : null;
  },
  insurer: ({ insurerId }) => ({ id: insurerId }),
  since: ({ since }) => since.toISOString(),
  challenge({ state, insurerId, url, challengeToken, nextUrl, nextChallengeToken }, _args, { principal }) {
    if (!isOfficerOf(principal, insurerId)) return null;
    if (nextUrl !== null && nextChallengeToken !== null) return { url: challengeUrlOf(nextUrl), token: nextChallengeToken };
    return state === 'REGISTERED' ? { url: challengeUrlOf(url), token: challengeToken } : null;
  },
  activeVersion: ({ activeVersionId }, _args, { loaders }) => (activeVersionId === null ? null : loaders.version.load(activeVersionId)),
  versions: async ({ id }, _args, { loaders }) => [...(await loaders.versionsOfRegistration.load(id))],
  availableActions: (row, _args, { principal }) => actionsFor(principal, row),
  history: ({ id }, _args, { loaders }) => loaders.registrationHistory.load(id),
};

export const subgraphRegistration: QueryResolvers['subgraphRegistration'] = async (_parent, { id }, { loaders, principal }) => {
  const row = await loaders.registration.load(id);
  return row !== null && mayRead(principal, row) ? row : null;
};

export const ownSubgraphRegistration: QueryResolvers['ownSubgraphRegistration'] = (_parent, _args, { database, principal }) => {
  const insurerId = insurerOf(principal);
  return insurerId === null ? null : findCurrent(database.manager, insurerId);
};

export const subgraphRegistrations: QueryResolvers['subgraphRegistrations'] = async (_parent, args, { database, principal }) => {
  const page = pageRequest(args);
  if (page.after !== null && !isId(page.after[0] ?? '')) throw invalidInput('after', 'is not a cursor of this list');
  const insurerId = insurerOf(principal);
  if (insurerId === null && !hasRole(principal, 'regulator') && !hasRole(principal, 'service')) return connectionOf<RegistrationRow>([], page.first, ({ id }) => [id]);
  const filter = { insurerId: hasRole(principal, 'regulator') ? null : insurerId, state: args.state ?? null };
  return connectionOf(await readRegistrationPage(database.manager, filter, page), page.first, ({ id }) => [id]);
};
