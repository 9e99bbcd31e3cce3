import type { Indicator, Telling } from './indicator.ts';
import { marginSteps } from './margins.ts';
import type { Margins } from './margins.ts';
import { quartiles, upperFence } from './quartiles.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R058';

/**
 * Heavily discounted bid: the runner-up's margin is a high outlier among all margins. A lone margin is its own fence
 * and strikes, here as in Cardinal.
 */
export function createR058({ threshold }: NonNullable<RedFlagSettings['R058']>, margins: Margins, telling: Telling): Indicator {
  return {
    look: () => undefined,
    conclude() {
      const all = margins.all();
      const spread = threshold === null ? quartiles([...all.values()].map(({ ratio }) => ratio)) : null;
      const fence = spread === null ? (threshold as number) : upperFence(spread);
      telling.fences(CODE, { ...spread, upper_fence: fence });
      // Where nearly no process has a margin, any margin would be an outlier.
      if (!(fence > 0)) return;
      const steps = spread === null ? [`upper fence = ${fence} (set)`]
        : [`upper fence = q3 + 1.5 * (q3 - q1) over ${all.size} processes = ${spread.q3} + 1.5 * (${spread.q3} - ${spread.q1}) = ${fence}`];
      for (const [ocid, margin] of all) {
        if (!(margin.ratio >= fence)) continue;
        const computation = () => marginSteps(margin, steps, `${margin.ratio} >= ${fence} (upper fence)`);
        telling.raise({ code: CODE, group: 'OCID', id: ocid, value: margin.ratio, threshold: fence, ocid }, computation);
        telling.raise({ code: CODE, group: 'Tenderer', id: margin.winner.tenderer, value: 0, threshold: fence, ocid }, computation);
      }
    },
  };
}
