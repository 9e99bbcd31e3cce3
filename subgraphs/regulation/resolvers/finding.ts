import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { availableActions } from '../../kit/transitions.ts';
import { FINDING_LIFE } from '../domain/compliance/finding-life.ts';
import type { FindingSight } from '../domain/compliance/finding-sight.ts';
import { SEVERITIES } from '../domain/compliance/severity.ts';
import { observedIn } from '../domain/observed/observed-in.ts';
import type { HouseContext } from '../context.ts';
import type { FindingRow } from '../store/compliance/finding-table.ts';
import type { FindingResolvers, QueryResolvers } from './types.generated.ts';

/** Regulators see every finding, an owner those it must answer, others none. */
export function findingSightOf(principal: Principal): FindingSight {
  if (hasRole(principal, 'regulator') || hasRole(principal, 'service')) return { of: 'ALL' };
  const { organisation } = principal;
  if (hasRole(principal, 'council')) return { of: 'OWNER', sector: 'COUNCIL', ownerId: null };
  if (organisation !== null && hasRole(principal, 'association_officer')) return { of: 'OWNER', sector: 'ASSOCIATION', ownerId: organisation };
  if (organisation !== null && hasRole(principal, 'insurer_officer')) return { of: 'OWNER', sector: 'INSURER', ownerId: organisation };
  return { of: 'NOBODY' };
}

export function isSeen(sight: FindingSight, { ownerSector, ownerId }: FindingRow): boolean {
  return sight.of === 'ALL' || (sight.of === 'OWNER' && sight.sector === ownerSector && (sight.ownerId === null || sight.ownerId === ownerId));
}

async function seenFinding(id: string, { principal, loaders }: HouseContext): Promise<FindingRow | null> {
  const row = await loaders.finding.load(id);
  return row !== null && isSeen(findingSightOf(principal), row) ? row : null;
}

export const finding: QueryResolvers['finding'] = (_parent, { id }, context) => seenFinding(id, context);

/** Who answers it: an owner, and never the regulator. */
export function mayAnswer(principal: Principal, row: FindingRow): boolean {
  const sight = findingSightOf(principal);
  return sight.of === 'OWNER' && isSeen(sight, row);
}

export const Finding: FindingResolvers = {
  __resolveReference: ({ id }, context) => seenFinding(id, context),
  rule: ({ rule, ruleFrom }, _args, { loaders }) => loaders.rule.load({ id: rule, effectiveFrom: ruleFrom }),
  ruleId: ({ rule }) => rule,
  subject: ({ subjectKind, subjectId, insurerId }) => ({ kind: subjectKind, id: subjectId, insurerId }),
  association: ({ associationId }) => (associationId === null ? null : { id: associationId }),
  insurer: ({ insurerId }) => (insurerId === null ? null : { id: insurerId }),
  severity: ({ severity }) => SEVERITIES[severity] ?? 'LOW',
  observed: ({ observed }, _args, { locale }) => observedIn(locale, observed),
  closedBecause: ({ closedBecause }, _args, { locale }) => (closedBecause === null ? null : observedIn(locale, closedBecause)),
  facts: ({ facts }) => [...facts],
  openedAt: ({ openedAt }) => openedAt.toISOString(),
  changedAt: ({ changedAt }) => changedAt.toISOString(),
  closedAt: ({ closedAt }) => closedAt?.toISOString() ?? null,
  answeredAt: ({ answeredAt }) => answeredAt?.toISOString() ?? null,
  availableActions: (row, _args, { principal }) =>
    (mayAnswer(principal, row) && availableActions(FINDING_LIFE, row.state, principal.roles).includes('ANSWER') ? ['ANSWER'] : []),
  // What the facts did has an observation for its reason, what a person did a person's words.
  history: async ({ id }, _args, { loaders, locale }) => (await loaders.findingHistory.load(id)).map((step) =>
    (step.by === 'timer' && step.reason !== null ? { ...step, reason: observedIn(locale, step.reason) } : step)),
};
