import { hasRole } from '../../../schema/contracts/identity.ts';
import { availableActions } from '../../../subgraphs/kit/transitions.ts';
import { ERRORS, sentenceOf } from '../../../schema/contracts/errors.ts';
import type { ErrorCode } from '../../../schema/contracts/errors.ts';
import { REGISTRATION_LIFE } from '../domain/registration-life.ts';
import { VERSION_LIFE } from '../domain/version-life.ts';
import { isOfficerOf, mayRead } from './registry-viewer.ts';
import type { QueryResolvers, SubgraphCheckResolvers, SubgraphVersionAction, SubgraphVersionResolvers } from './types.generated.ts';

const OFFERED: readonly SubgraphVersionAction[] = ['APPROVE', 'REFUSE', 'ACTIVATE'];

export const SubgraphVersion: SubgraphVersionResolvers = {
  async __resolveReference({ id }, { loaders, principal }) {
    const row = await loaders.version.load(id);
    return row !== null && mayRead(principal, row) ? row : null;
  },
  async registration({ id, registrationId }, _args, { loaders }) {
    const row = await loaders.registration.load(registrationId);
    if (row === null) throw new Error(`version ${id} has no registration`);
    return row;
  },
  submittedAt: ({ submittedAt }) => submittedAt.toISOString(),
  activatedAt: ({ activatedAt }) => activatedAt?.toISOString() ?? null,
  checks: async ({ id }, _args, { loaders }) => [...(await loaders.checksOfVersion.load(id))],
  async availableActions(row, _args, { loaders, principal }) {
    if (!hasRole(principal, 'regulator') && !isOfficerOf(principal, row.insurerId)) return [];
    const registration = await loaders.registration.load(row.registrationId);
    const served = registration !== null && new URL(row.url).origin === new URL(registration.url).origin
      && REGISTRATION_LIFE.transitions.some(({ action, from }) => action === 'ACTIVATE' && from.includes(registration.state));
    const possible = availableActions(VERSION_LIFE, row.state, principal.roles);
    return OFFERED.filter((action) => possible.includes(action) && (action !== 'ACTIVATE' || served));
  },
  history: ({ id }, _args, { loaders }) => loaders.versionHistory.load(id),
};

export const SubgraphCheck: SubgraphCheckResolvers = {
  at: ({ at }) => at.toISOString(),
  reason({ reasonEn, reasonAr, code }, _args, { locale }) {
    const told = locale === 'ar' ? (reasonAr ?? reasonEn) : (reasonEn ?? reasonAr);
    return told ?? (code !== null && Object.hasOwn(ERRORS, code) ? sentenceOf(code as ErrorCode, locale) : null);
  },
};

export const subgraphVersion: QueryResolvers['subgraphVersion'] = async (_parent, { id }, { loaders, principal }) => {
  const row = await loaders.version.load(id);
  return row !== null && mayRead(principal, row) ? row : null;
};
