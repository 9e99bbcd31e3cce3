import { invalidInput } from '../../../kit/refusal.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { PolicyResolvers } from './types.generated.ts';

export const Policy: PolicyResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.policy, insurerId, id),
  serviceLevels: async ({ id }, { from, to }, { load }) => {
    if (to < from) throw invalidInput('to', 'is before from');
    const [promises, answered] = await Promise.all([load.promises.load(id), load.answeredInTime({ from, to }).load(id)]);
    const cases = answered?.cases ?? 0;
    const measured = answered === null || cases === 0 ? null : Math.floor((answered.inTime * 10_000) / cases);
    return [{ code: 'S01', promised: promises?.serviceLevel ?? null, measured, unit: 'BASIS_POINTS', cases, from, to }];
  },
};
