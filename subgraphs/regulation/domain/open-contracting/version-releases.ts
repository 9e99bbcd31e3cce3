import { mergesById } from './list-merge.ts';
import { isObject } from './release.ts';
import type { Json, JsonObject, Release } from './release.ts';

type Draft = { [field: string]: Json };

const OF_ONE_RELEASE = ['id', 'date', 'tag'];

/**
 * Every value a field of the process ever had, with the release that told it: the whole history in one document. The
 * process's own identifier and those of the objects in lists are not versioned.
 * @param releases of one process, oldest first; at least one.
 */
export function versionReleases(releases: readonly Release[]): JsonObject {
  const versioned: Draft = {};
  for (const release of releases) {
    const stamp: JsonObject = { releaseID: release.id, releaseDate: release.date, releaseTag: release.tag };
    for (const [field, value] of Object.entries(release)) {
      if (field === 'ocid') versioned[field] = value;
      else if (!OF_ONE_RELEASE.includes(field)) versionField(versioned, field, value, stamp);
    }
  }
  return versioned;
}

function versionField(into: Draft, field: string, value: Json, stamp: JsonObject): void {
  const known = into[field];
  if (isObject(value)) {
    const versions = versionObject(isObject(known) ? known : {}, value, stamp, false);
    // An object without fields says nothing.
    if (Object.keys(versions).length > 0) set(into, field, versions);
  } else if (Array.isArray(value) && mergesById(field, value)) {
    if (value.length > 0) set(into, field, versionList(Array.isArray(known) ? known as readonly JsonObject[] : [], value, stamp));
  } else {
    const versions = Array.isArray(known) ? known : [];
    const last = versions.at(-1);
    if (isObject(last) && JSON.stringify(last['value']) === JSON.stringify(value)) return;
    set(into, field, [...versions, { ...stamp, value }]);
  }
}

function versionObject(known: JsonObject, more: JsonObject, stamp: JsonObject, inList: boolean): JsonObject {
  const draft: Draft = { ...known };
  for (const [field, value] of Object.entries(more)) {
    if (inList && field === 'id') set(draft, field, value);
    else versionField(draft, field, value, stamp);
  }
  return draft;
}

function versionList(known: readonly JsonObject[], more: readonly JsonObject[], stamp: JsonObject): readonly JsonObject[] {
  const merged = [...known];
  for (const item of more) {
    const at = item['id'] === undefined ? -1 : merged.findIndex(({ id }) => id === item['id']);
    const next = versionObject(at === -1 ? {} : merged[at] as JsonObject, item, stamp, true);
    if (at === -1) merged.push(next);
    else merged[at] = next;
  }
  return merged;
}

function set(into: Draft, field: string, value: Json): void {
  Object.defineProperty(into, field, { value, enumerable: true, configurable: true, writable: true });
}
