import type { ConformanceWeight } from './conformance-report.ts';
import type { ConformanceSession } from './conformance-session.ts';
import type { ConformanceTarget } from './conformance-target.ts';

/** One sentence in the programme's two languages. */
export interface Sentence {
  readonly en: string;
  readonly ar: string;
}

/** What a probe found: null when the contract is kept. */
export type Finding = Sentence | null;

/** One thing the contract asks, and how to see whether it is kept. Looks at nothing else, so that one fault is one failed check. */
export interface Probe {
  readonly id: string;
  readonly title: Sentence;
  /** What is said when it is kept. */
  readonly kept: Sentence;
  readonly weight: ConformanceWeight;
  /** Whether there is anything to try; always when left out. */
  applies?(target: ConformanceTarget): boolean;
  /** True when nothing behind it can be tried unless it holds. */
  readonly gate?: boolean;
  look(session: ConformanceSession): Promise<Finding>;
}

export function found(en: string, ar: string): Finding {
  return { en, ar };
}
