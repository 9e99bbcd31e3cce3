import type { Computation, Flag, FlagCode } from './flag.ts';
import type { Release } from './release.ts';
import type { RemarkCode } from './remark.ts';

/** Quartiles and fences an indicator used, by name. */
export type Fences = Readonly<Record<string, number>>;

/** What indicators tell while they look at releases. */
export interface Telling {
  raise(flag: Flag, computation: () => Computation): void;
  remark(code: RemarkCode, ocid: string, path: string, meaning: string): void;
  fences(code: FlagCode, fences: Fences): void;
  /** An organisation of a process that counts for a map from processes to organisations. */
  map(name: string, ocid: string, organisation: string): void;
}

/** One red flag: looks at each release once, then at all that it noted. */
export interface Indicator {
  look(release: Release, ocid: string): void;
  /** Called once, after the last release. */
  conclude(): void;
}

/** For an indicator that knows all it needs from one release. */
export function perRelease(look: Indicator['look']): Indicator {
  return { look, conclude: () => undefined };
}
