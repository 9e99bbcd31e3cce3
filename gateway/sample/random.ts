/** A stream of pseudo-random numbers that is the same on every machine for the same key. Never for secrets. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** About normal, within six deviations: the sum of twelve uniforms, so that no transcendental function is involved. */
  normal(mean: number, deviation: number): number;
}

/** 32 bits out of a key's parts, spread well even when parts are small consecutive numbers. */
export function hashOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    hash = Math.imul(hash ^ value, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    hash ^= hash >>> 13;
  };
  for (const part of parts) {
    if (typeof part === 'number') mix(part | 0);
    else for (let i = 0; i < part.length; i += 1) mix(part.charCodeAt(i));
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The stream that belongs to a key. Each thing of the sample draws from a stream of its own, named by what it is, so
 * that it comes out the same whatever was generated before it. (The generator is mulberry32.)
 */
export function randomOf(...key: readonly (string | number)[]): Random {
  let state = hashOf(...key);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: <T>(from: readonly T[]): T => from[int(0, from.length - 1)] as T,
    normal: (mean, deviation) => {
      let sum = -6;
      for (let i = 0; i < 12; i += 1) sum += next();
      return mean + deviation * sum;
    },
  };
}
