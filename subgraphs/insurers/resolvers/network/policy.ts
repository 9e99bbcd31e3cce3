import { isId } from '../../../kit/identifier.ts';
import { invalidInput } from '../../../kit/refusal.ts';
import type { PolicyResolvers } from './types.generated.ts';

export const Policy: PolicyResolvers = {
  __resolveReference: async ({ id, insurerId }, { load }) => {
    const policy = isId(id) ? await load.policy.load(id) : null;
    return policy?.insurerId === insurerId ? policy : null;
  },
  serviceLevels: async ({ id }, { from, to }, { load }) => {
    if (to < from) throw invalidInput('to', 'is before from');
    const [promises, answered] = await Promise.all([load.promises.load(id), load.answeredInTime({ from, to }).load(id)]);
    const cases = answered?.cases ?? 0;
    const measured = answered === null || cases === 0 ? null : Math.floor((answered.inTime * 10_000) / cases);
    return [{ code: 'S01', promised: promises?.serviceLevel ?? null, measured, unit: 'BASIS_POINTS', cases, from, to }];
  },
};
