import { Kind, parse } from 'graphql';

/** The fields that an extension adds, by coordinate; true when one is deprecated. What it only repeats of the graph is not among them. */
export function fieldsOfExtension(sdl: string | null, namespace: string): ReadonlyMap<string, boolean> {
  const fields = new Map<string, boolean>();
  if (sdl === null) return fields;
  for (const node of parse(sdl, { noLocation: true }).definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    for (const { name, directives = [] } of node.fields ?? []) {
      const isOwn = [node.name.value, name.value].some((each) => each.startsWith(`${namespace}_`));
      if (isOwn) fields.set(`${node.name.value}.${name.value}`, directives.some((each) => each.name.value === 'deprecated'));
    }
  }
  return fields;
}
