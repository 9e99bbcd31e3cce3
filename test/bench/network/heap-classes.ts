import { getHeapSnapshot } from 'node:v8';

/** How many of a class are alive. */
export type HeapClasses = ReadonlyMap<string, number>;

interface Snapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[], ...unknown[]] } };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** Kinds of node that have a class, or a function, to be named by. Strings, code and hidden nodes come and go with the compiler. */
const NAMED = new Set(['object', 'closure', 'regexp', 'native']);

/** What is alive on this thread's heap, by class. Taking it collects garbage first. */
export async function heapClasses(): Promise<HeapClasses> {
  const chunks: Buffer[] = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(Buffer.from(chunk as Buffer));
  const { snapshot: { meta }, nodes, strings } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Snapshot;
  const fields = meta.node_fields.length;
  const [type, name] = [meta.node_fields.indexOf('type'), meta.node_fields.indexOf('name')];
  const counts = new Map<string, number>();
  for (let at = 0; at < nodes.length; at += fields) {
    const kind = meta.node_types[0][nodes[at + type] as number] ?? '';
    if (!NAMED.has(kind)) continue;
    const named = `${kind} ${strings[nodes[at + name] as number]}`;
    counts.set(named, (counts.get(named) ?? 0) + 1);
  }
  return counts;
}

/** Classes of which at least so many more are alive than before, most first. */
export function grown(before: HeapClasses, after: HeapClasses, least: number): { readonly name: string; readonly more: number }[] {
  return [...after]
    .map(([name, count]) => ({ name, more: count - (before.get(name) ?? 0) }))
    .filter(({ more }) => more >= least)
    .sort((left, right) => right.more - left.more);
}
