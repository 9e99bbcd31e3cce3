import { GraphQLError } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import type { FetchStep } from './compiled-plan.ts';
import { placesAt } from './merged-data.ts';
import type { Merged } from './merged-data.ts';

type Path = readonly (string | number)[];

/** What went wrong in one run, and which objects lack values because of it. */
export interface Trouble {
  /** An error of a whole fetch; null when its answer was none. */
  tell(objects: ReadonlySet<Merged>, step: FetchStep, error: unknown): void;
  /** An error at `below` of one object of a fetch, wherever that object stands. */
  tellOf(objects: ReadonlySet<Merged>, step: FetchStep, error: unknown, below: Path): void;
  /** These objects lack values for which an error was told. */
  fail(objects: Iterable<Merged>): void;
  hasFailed(object: Merged): boolean;
  /** Every error with the paths at which the client meets it. */
  errorsIn(data: Merged, pathOf: PathOf): GraphQLError[];
}

/** A path of merged data as the client knows it; it ends where the client's knowledge ends. */
export type PathOf = (path: Path) => Path;

interface Told {
  readonly objects: ReadonlySet<Merged>;
  readonly step: FetchStep;
  readonly error: unknown;
  readonly below: Path | null;
}

export function noTrouble(locale: Locale): Trouble {
  const told: Told[] = [];
  const failed = new Set<Merged>();

  function errorsOf({ objects, step, error, below }: Told, data: Merged, pathOf: PathOf): GraphQLError[] {
    const places = placesAt(data, step.path).filter(({ object }) => objects.has(object)).map(({ path }) => path);
    if (below === null) return [located(error, step, pathOf([...sharedStart(places), ...onlyKey(step, places)]))];
    const inData = below.map((key) => (typeof key === 'string' ? step.renamed.get(key) ?? key : key));
    return places.map((path) => located(error, step, pathOf([...path, ...inData])));
  }

  function located(error: unknown, { service }: FetchStep, path: Path): GraphQLError {
    const at = path.length > 0 ? { path } : {};
    if (error instanceof GraphQLError) return new GraphQLError(error.message, { ...at, extensions: error.extensions });
    if (error instanceof Error) return new GraphQLError(error.message, { ...at, originalError: error });
    const code = 'DOWNSTREAM_SERVICE_ERROR';
    return new GraphQLError(sentenceOf(code, locale, { service }), { ...at, extensions: { code, service } });
  }

  return {
    tell: (objects, step, error) => { told.push({ objects, step, error, below: null }); },
    tellOf: (objects, step, error, below) => { told.push({ objects, step, error, below }); },
    fail: (objects) => { for (const object of objects) failed.add(object); },
    hasFailed: (object) => failed.has(object),
    errorsIn: (data, pathOf) => told.flatMap((each) => errorsOf(each, data, pathOf)),
  };
}

// One error for a fetch of a thousand entities says where they all are, not a thousand times the same.
function sharedStart([first = [], ...others]: readonly Path[]): Path {
  const end = first.findIndex((key, index) => others.some((path) => path[index] !== key));
  return end === -1 ? first : first.slice(0, end);
}

function onlyKey({ keys }: FetchStep, places: readonly Path[]): Path {
  return places.length === 1 && keys.length === 1 ? keys : [];
}
