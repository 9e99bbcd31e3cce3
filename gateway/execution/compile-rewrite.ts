import type { FetchDataRewrite } from '@apollo/query-planner';
import type { Matches, Rewrite } from './compiled-plan.ts';
import { isMerged, own } from './merged-data.ts';
import type { Merged } from './merged-data.ts';

const FRAGMENT = '... on ';

/** Compiles what the planner wants changed in an object before it is sent, or after it has come. */
export function compileRewrite(rewrites: readonly FetchDataRewrite[] | undefined, matches: Matches): Rewrite {
  if (!rewrites?.length) return () => undefined;
  // A path goes through the names as they come: what is deeper is renamed first.
  const compiled = [...rewrites].sort((a, b) => b.path.length - a.path.length).map((rewrite) => {
    const key = rewrite.path.at(-1) ?? '';
    const path = rewrite.path.slice(0, -1);
    return { path, change: rewrite.kind === 'ValueSetter' ? setValue(key, rewrite.setValueTo) : renameKey(key, rewrite.renameKeyTo) };
  });
  return (object) => { for (const { path, change } of compiled) changeAt(object, path, 0, change, matches); };
}

function setValue(key: string, value: unknown): Rewrite {
  return (object) => { object[key] = value; };
}

function renameKey(key: string, to: string): Rewrite {
  return (object) => {
    const value = own(object, key);
    if (value === undefined) return;
    object[to] = value;
    delete object[key];
  };
}

function changeAt(value: unknown, path: readonly string[], step: number, change: Rewrite, matches: Matches): void {
  if (Array.isArray(value)) {
    for (const item of value) changeAt(item, path, step, change, matches);
  } else if (isMerged(value)) {
    const next = path[step];
    if (next === undefined) change(value);
    else if (!next.startsWith(FRAGMENT)) changeAt(own(value, next), path, step + 1, change, matches);
    else if (mayMatch(value, next.slice(FRAGMENT.length), matches)) changeAt(value, path, step + 1, change, matches);
  }
}

// Where the type was not asked for, there is only one that it can be.
function mayMatch({ __typename }: Merged, condition: string, matches: Matches): boolean {
  return typeof __typename !== 'string' || matches(__typename, condition);
}
