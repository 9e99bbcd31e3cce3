import { load } from './load.ts';
import type { Load } from './load.ts';
import type { Child } from './processes.ts';

export interface LoadedRound {
  /** Milliseconds of each request. */
  readonly took: readonly number[];
  /** CPU that the contender spent on them, and that the subgraphs did. */
  readonly cpuSeconds: number;
  readonly subgraphsCpuSeconds: number;
}

const LOOK_MS = 200;

/**
 * Loads a contender until it has spent so many seconds of CPU, or for at most so many times longer: on a machine that
 * others use too, seconds of the clock would be a warm-up today and nothing tomorrow.
 */
export async function loadedRound(contender: Child, subgraphs: Child, seconds: number, given: Omit<Load, 'isEnough'>): Promise<LoadedRound> {
  const [before, before2] = await Promise.all([contender.usage(), subgraphs.usage()]);
  const latest = performance.now() + seconds * MOST_TIMES_LONGER * 1_000;
  let isEnough = false;
  let isAsking = false;
  const looking = setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    void contender.usage().then(({ cpuSeconds }) => {
      isEnough ||= cpuSeconds - before.cpuSeconds >= seconds;
      isAsking = false;
    });
  }, LOOK_MS);
  try {
    const { took } = await load({ ...given, isEnough: () => isEnough || performance.now() > latest });
    while (isAsking) await new Promise((resolve) => { setTimeout(resolve, 5); });
    const [after, after2] = await Promise.all([contender.usage(), subgraphs.usage()]);
    return { took, cpuSeconds: after.cpuSeconds - before.cpuSeconds, subgraphsCpuSeconds: after2.cpuSeconds - before2.cpuSeconds };
  } finally {
    clearInterval(looking);
  }
}

const MOST_TIMES_LONGER = 8;
