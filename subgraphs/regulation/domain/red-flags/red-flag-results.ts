import { FLAG_CODES, GROUPS } from './flag.ts';
import type { Computation, Flag, FlagCode, Group } from './flag.ts';
import type { Fences, Telling } from './indicator.ts';
import { mapOfFlag } from './compute-red-flags.ts';
import type { RedFlagSettings } from './settings.ts';

/** Results as they are written: {group: {identifier: {code: value}}}, what they were measured against, and who was where. */
export interface RedFlagResults extends Pick<Telling, 'raise' | 'fences' | 'map'> {
  /** How many identifiers of each group have a result. */
  counts(): ReadonlyMap<Group, number>;
  write(options: { readonly meta: boolean; readonly maps: boolean }): string;
}

const MAPS = ['ocid_buyer_r038', 'ocid_procuringentity_r038', 'ocid_tenderer', 'ocid_tenderer_r024', 'ocid_tenderer_r028',
  'ocid_tenderer_r030', 'ocid_tenderer_r035', 'ocid_tenderer_r058'];

/** In these a process has one organisation. */
const SINGLE = ['ocid_buyer_r038', 'ocid_procuringentity_r038'];

const PLACES = 10_000;

/** `keepsMaps` is false when nobody will ask for them: they grow with the file. */
export function createRedFlagResults(keepsMaps: boolean): RedFlagResults {
  const results = new Map<Group, Map<string, Map<FlagCode, number>>>();
  const meta = new Map<FlagCode, Record<string, number>>();
  const maps = new Map(MAPS.map((name): [string, Map<string, Set<string>>] => [name, new Map()]));
  const map: Telling['map'] = (name, ocid, organisation) => {
    if (!keepsMaps) return;
    const processes = maps.get(name) as Map<string, Set<string>>;
    const known = SINGLE.includes(name) ? undefined : processes.get(ocid);
    processes.set(ocid, (known ?? new Set()).add(organisation));
  };
  return {
    raise(flag: Flag, _computation: () => Computation) {
      const group = at(results, flag.group, () => new Map<string, Map<FlagCode, number>>());
      at(group, flag.id, () => new Map<FlagCode, number>()).set(flag.code, flag.value);
      const name = mapOfFlag(flag);
      if (name !== null) map(name, flag.ocid as string, flag.id);
    },
    fences: (code, fences: Fences) => void Object.assign(at(meta, code, () => ({})), fences),
    map,
    counts: () => new Map([...results].map(([group, identifiers]) => [group, identifiers.size])),
    write({ meta: withMeta, maps: withMaps }) {
      const parts = GROUPS.filter((group) => results.has(group)).map((group) =>
        member(group, object(results.get(group) as Map<string, Map<FlagCode, number>>, (values) => object(values, decimal))));
      if (withMeta) parts.push(member('Meta', object(FLAG_CODES.filter((code) => meta.has(code)).map((code) => [code, meta.get(code) as Fences]),
        (fences) => object(Object.entries(fences), (value) => decimal(rounded(value))))));
      if (withMaps) parts.push(member('Maps', object(maps, (processes, name) => object(processes, (ids) => (SINGLE.includes(name) ? JSON.stringify([...ids][0]) : JSON.stringify([...ids]))))));
      return `{${parts.join(',')}}`;
    },
  };
}

/** The settings in words, for a reader of one flag. */
export function settingsOf(code: FlagCode, settings: RedFlagSettings): string {
  return JSON.stringify(settings[code] ?? {}, (_key, value: unknown) => (value instanceof Set ? [...value] : value instanceof Map ? Object.fromEntries(value) : value));
}

function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Half is rounded away from zero. */
function rounded(value: number): number {
  return (Math.sign(value) * Math.round(Math.abs(value) * PLACES)) / PLACES;
}

/** Always with a point, so that a reader with whole numbers takes it for what it is; null for what is no number. */
function decimal(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function object<Value>(entries: Iterable<readonly [string, Value]>, write: (value: Value, key: string) => string): string {
  return `{${[...entries].map(([key, value]) => member(key, write(value, key))).join(',')}}`;
}

function member(key: string, value: string): string {
  return `${JSON.stringify(key)}:${value}`;
}
