import { coverageState } from '../domain/cover/coverage-state.ts';
import { believedPeriods } from '../store/coverages.ts';
import { mustExist } from './must-exist.ts';
import { ofInsurer } from './of-insurer.ts';
import type { CoverageResolvers, CoverageVersionResolvers } from './types.generated.ts';

export const Coverage: CoverageResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.coverage, insurerId, id),
  policy: async ({ policyId }, _args, { load }) => mustExist(await load.policy.load(policyId), 'policy'),
  member: ({ memberId }) => ({ id: memberId }),
  state: async ({ id, policyState, expiryDate }, _args, { load, today }) =>
    coverageState(believedPeriods(await load.versions.load(id)), { state: policyState, expiryDate }, today),
  versions: async ({ id }, _args, { load }) => [...(await load.versions.load(id))],
};

export const CoverageVersion: CoverageVersionResolvers = {
  recordedFrom: ({ recordedFrom }) => recordedFrom.toISOString(),
  recordedTo: ({ recordedTo }) => recordedTo?.toISOString() ?? null,
};
