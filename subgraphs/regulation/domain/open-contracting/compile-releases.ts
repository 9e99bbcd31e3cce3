import { mergesById } from './list-merge.ts';
import { isObject } from './release.ts';
import type { Json, JsonObject, Release } from './release.ts';

type Draft = { [field: string]: Json };

/** They describe one release and not the process. */
const OF_ONE_RELEASE = ['id', 'date', 'tag'];

/**
 * The state of a process as its releases tell it: the newest value of every field, lists merged by the identifiers of their
 * objects, and what a later release sets to null taken out.
 * @param releases of one process, oldest first; at least one.
 */
export function compileReleases(releases: readonly Release[]): Release {
  const compiled: Draft = {};
  for (const { ...release } of releases) mergeObject(compiled, without(release, OF_ONE_RELEASE));
  const date = releases.map((release) => release.date).reduce((latest, each) => (each > latest ? each : latest), '');
  const ocid = compiled['ocid'] as string;
  return { ...compiled, ocid, id: `${ocid}-${date}`, date, tag: ['compiled'] } as unknown as Release;
}

function mergeObject(into: Draft, from: JsonObject): void {
  for (const [field, value] of Object.entries(from)) {
    if (value === null) delete into[field];
    else if (isObject(value)) {
      const known = into[field];
      const merged: Draft = isObject(known) ? { ...known } : {};
      mergeObject(merged, value);
      if (isObject(known) || saysSomething(value)) set(into, field, merged);
    } else if (Array.isArray(value) && mergesById(field, value)) {
      const known = into[field];
      if (value.length > 0) set(into, field, mergeList(Array.isArray(known) ? known as readonly JsonObject[] : [], value));
    } else set(into, field, value);
  }
}

function mergeList(known: readonly JsonObject[], more: readonly JsonObject[]): readonly JsonObject[] {
  const merged = [...known];
  for (const item of more) {
    // Objects without an identifier cannot be told apart: each is one of its own.
    const at = item['id'] === undefined ? -1 : merged.findIndex(({ id }) => id === item['id']);
    const draft: Draft = at === -1 ? {} : { ...merged[at] };
    mergeObject(draft, item);
    if (at === -1) merged.push(draft);
    else merged[at] = draft;
  }
  return merged;
}

/** An object without fields says nothing; one with a field set to null says that there is no such field. */
function saysSomething(object: JsonObject): boolean {
  return Object.values(object).some((value) => (isObject(value) ? saysSomething(value) : !Array.isArray(value) || value.length > 0));
}

/** A field called __proto__ is a field like any other. */
function set(into: Draft, field: string, value: Json): void {
  Object.defineProperty(into, field, { value, enumerable: true, configurable: true, writable: true });
}

function without(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !fields.includes(field)));
}
