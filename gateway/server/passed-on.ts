import type { Source } from '../execution/source.ts';

/** Plain HTTP that a subgraph answers itself, by the beginning of the path. It is public: nobody is asked who they are. */
const PASSED_ON: ReadonlyMap<string, string> = new Map([['/ocds/', 'regulation']]);

/** The subgraph that answers a path; undefined when none does, or it is not in this graph. */
export function sourceBehind(path: string, sources: ReadonlyMap<string, Source>): Source | undefined {
  for (const [beginning, name] of PASSED_ON) if (path.startsWith(beginning)) return sources.get(name);
  return undefined;
}
