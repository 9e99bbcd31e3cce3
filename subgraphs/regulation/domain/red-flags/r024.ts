import type { Indicator, Telling } from './indicator.ts';
import { marginSteps } from './margins.ts';
import type { Margins } from './margins.ts';
import { lowerFence, quartiles } from './quartiles.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R024';

/**
 * Price close to the winning bid: the runner-up's margin is a low outlier among all margins. A lone margin is its own
 * fence and strikes, here as in Cardinal: leaving it out would give another result for the same file.
 */
export function createR024({ threshold }: NonNullable<RedFlagSettings['R024']>, margins: Margins, telling: Telling): Indicator {
  return {
    look: () => undefined,
    conclude() {
      const all = margins.all();
      const spread = threshold === null ? quartiles([...all.values()].map(({ ratio }) => ratio)) : null;
      const fence = spread === null ? (threshold as number) : lowerFence(spread);
      telling.fences(CODE, { ...spread, lower_fence: fence });
      // With no margin in a quarter of the processes or more, a fence would accuse all of those.
      if (!(fence > 0) || (spread !== null && !(spread.q1 > 0))) return;
      const steps = spread === null ? [`lower fence = ${fence} (set)`]
        : [`lower fence = q1 - 1.5 * (q3 - q1) over ${all.size} processes = ${spread.q1} - 1.5 * (${spread.q3} - ${spread.q1}) = ${fence}`];
      for (const [ocid, margin] of all) {
        if (margin.ratio > fence) continue;
        const computation = () => marginSteps(margin, steps, `${margin.ratio} <= ${fence} (lower fence)`);
        telling.raise({ code: CODE, group: 'OCID', id: ocid, value: margin.ratio, threshold: fence, ocid }, computation);
        for (const { tenderer } of [margin.winner, margin.runnerUp]) {
          telling.raise({ code: CODE, group: 'Tenderer', id: tenderer, value: 0, threshold: fence, ocid }, computation);
        }
      }
    },
  };
}
