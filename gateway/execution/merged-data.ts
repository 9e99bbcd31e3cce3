/** An object of merged data: the answers of all fetches so far, under the names of `PrivateNames`. */
export type Merged = Record<string, unknown>;

/** Which keys of a selection lead to objects, and which keys those have; all others are leaves, whatever is in them. */
export interface Composites extends ReadonlyMap<string, Composites> {
  get(key: string): Composites | undefined;
}

/** One object and where it stands; the same object may stand in several places. */
export interface Place {
  readonly object: Merged;
  readonly path: readonly (string | number)[];
}

/** An own value: a field may be called `constructor`. */
export function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Merged)[key] : undefined;
}

export function isMerged(value: unknown): value is Merged {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects at a path of a plan, each once. `@` stands for every item of a list. */
export function objectsAt(data: Merged, path: readonly string[]): Set<Merged> {
  const found = new Set<Merged>();
  gather(data, 0);
  return found;

  function gather(value: unknown, step: number): void {
    if (Array.isArray(value)) {
      const rest = path[step] === '@' ? step + 1 : step;
      for (const item of value) gather(item, rest);
    } else if (isMerged(value)) {
      const key = path[step];
      if (key === undefined) found.add(value);
      else gather(own(value, key), step + 1);
    }
  }
}

/** Every place at a path of a plan. */
export function placesAt(data: Merged, path: readonly string[]): Place[] {
  const found: Place[] = [];
  gather(data, 0, []);
  return found;

  function gather(value: unknown, step: number, at: readonly (string | number)[]): void {
    if (Array.isArray(value)) {
      const rest = path[step] === '@' ? step + 1 : step;
      value.forEach((item, index) => gather(item, rest, [...at, index]));
    } else if (isMerged(value)) {
      const key = path[step];
      if (key === undefined) found.push({ object: value, path: at });
      else gather(own(value, key), step + 1, [...at, key]);
    }
  }
}
