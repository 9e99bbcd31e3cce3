import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { invalidInput } from '../../kit/refusal.ts';
import { readClocks } from '../store/compliance/read-clocks.ts';
import { readLives } from '../store/compliance/read-lives.ts';
import type { LifeRow } from '../store/compliance/read-lives.ts';
import { readWaitingBatches } from '../store/compliance/read-waiting-batches.ts';
import { needRegulator } from './regulation-viewer.ts';
import type { ComplianceBatchResolvers, ComplianceLifeResolvers, ComplianceOverviewResolvers, ComplianceRequestResolvers } from './types.generated.ts';

/** Lives something is the matter with, as references: what is known of a person is asked of its house, with a purpose. */
export const complianceLives: ComplianceOverviewResolvers['lives'] = async ({ scope, on }, args, { database, principal }) => {
  needRegulator(principal);
  const page = pageRequest(args);
  const rows = await readLives(database.manager, scope, on, args.matter, page);
  return connectionOf(rows, page.first, ({ associationId, memberId }) => [associationId, memberId]);
};

export const complianceBatches: ComplianceOverviewResolvers['batches'] = async ({ scope, on }, args, { database, principal }) => {
  needRegulator(principal);
  const page = pageRequest(args);
  const rows = await readWaitingBatches(database.manager, scope, on, page);
  return connectionOf(rows, page.first, ({ since, id }) => [since, id]);
};

export const compliancePreAuthorizations: ComplianceOverviewResolvers['preAuthorizations'] = async ({ scope, on }, args, { database, principal }) => {
  needRegulator(principal);
  const page = pageRequest(args);
  if (page.after !== null && (Number.isNaN(Date.parse(page.after[0] ?? '')) || !isId(page.after[1] ?? ''))) throw invalidInput('after', 'not a cursor of this list');
  const rows = await readClocks(database.manager, scope, on, args.clock, page);
  return connectionOf(rows, page.first, ({ askedAt, id }) => [askedAt.toISOString(), id]);
};

export const ComplianceLife: ComplianceLifeResolvers = {
  member: ({ memberId }) => ({ id: memberId }),
  association: ({ associationId }) => ({ id: associationId }),
  covers: ({ covers }: LifeRow) => [...covers],
};

export const ComplianceBatch: ComplianceBatchResolvers = {
  batch: ({ id }) => ({ id }),
  association: ({ associationId }) => ({ id: associationId }),
  policy: ({ insurerId, policyId }) => ({ insurerId, id: policyId }),
};

const MINUTE_MS = 60_000;

export const ComplianceRequest: ComplianceRequestResolvers = {
  preAuthorization: ({ insurerId, id }) => ({ insurerId, id }),
  insurer: ({ insurerId }) => ({ id: insurerId }),
  association: ({ associationId }) => ({ id: associationId }),
  askedAt: ({ askedAt }) => askedAt.toISOString(),
  answeredAt: ({ answeredAt }) => answeredAt?.toISOString() ?? null,
  minutes: ({ askedAt, answeredAt }) => (answeredAt === null ? null : Math.floor((answeredAt.getTime() - askedAt.getTime()) / MINUTE_MS)),
};
