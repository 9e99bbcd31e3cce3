import { mayReadDecision } from './regulation-viewer.ts';
import { findingsOf } from './findings.ts';
import type { MemberResolvers } from './types.generated.ts';

export const Member: MemberResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  eligibilityDecisions: async ({ id }, _args, { principal, loaders }) =>
    (await loaders.decisionsOfMember.load(id)).filter((row) => mayReadDecision(principal, row)),
  findings: findingsOf('MEMBER'),
};
