import { hasRole } from '../../../schema/contracts/identity.ts';
import { connectionOf } from '../../kit/connection.ts';
import { availableActions } from '../../kit/transitions.ts';
import { ELIGIBILITY_LIFE } from '../domain/eligibility-life.ts';
import { readQueue } from '../store/eligibility-decisions.ts';
import { pageById } from './page-by-id.ts';
import { mayReadDecision } from './regulation-viewer.ts';
import type { EligibilityDecisionResolvers, QueryResolvers } from './types.generated.ts';

/** The regulator's work list. For anyone else it is empty, whatever scope their token has. */
export const eligibilityQueue: QueryResolvers['eligibilityQueue'] = async (_parent, args, { principal, database }) => {
  const page = pageById(args);
  const rows = hasRole(principal, 'regulator') ? await readQueue(database.manager, page) : [];
  return connectionOf(rows, page.first, (row) => [row.id]);
};

export const EligibilityDecision: EligibilityDecisionResolvers = {
  __resolveReference: async ({ id }, { principal, loaders }) => {
    const row = await loaders.decision.load(id);
    return row !== null && mayReadDecision(principal, row) ? row : null;
  },
  member: ({ memberId }) => ({ id: memberId }),
  rulesEvaluated: ({ rulesEvaluated }) => [...rulesEvaluated],
  facts: ({ facts }) => [...facts],
  decidedAt: ({ decidedAt }) => decidedAt?.toISOString() ?? null,
  // Either outcome is one act of a person, who says which.
  availableActions: ({ outcome }, _args, { principal }) => (availableActions(ELIGIBILITY_LIFE, outcome, principal.roles).length > 0 ? ['DECIDE'] : []),
};
