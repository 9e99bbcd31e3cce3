import { GraphQLError } from 'graphql';
import { ERRORS } from '../../../schema/contracts/errors.ts';
import type { EngineAnswer } from './engines.ts';

type Path = readonly (string | number)[];

/** Nothing is silent: where the whole schema tells an error, so do we, and never otherwise. */
export function tellsAll({ data, errors }: Pick<EngineAnswer, 'data' | 'errors'>, right: readonly unknown[]): boolean {
  return (errors.length > 0) === (right.length > 0) && errors.every((error) => isWellTold(error, data))
    && tellsOf({ data, errors }, right.flatMap((error) => (error instanceof GraphQLError ? [error.path ?? []] : [])));
}

/** Whether an error of ours stands wherever one of these is. */
export function tellsOf({ data, errors }: { readonly data: unknown; readonly errors: readonly { readonly path?: Path }[] }, paths: readonly Path[]): boolean {
  return paths.every((theirs) => errors.some(({ path }) => isOnTheWay(path ?? [], upToNull(data, theirs))));
}

/** By the specification: a path leads to a null, or ends in the data, and the code is one of the registry's. */
function isWellTold({ path = [], extensions }: EngineAnswer['errors'][number], data: unknown): boolean {
  let value = data;
  for (const key of path) {
    if (value === null) break;
    if (typeof value !== 'object' || !Object.hasOwn(value as object, key)) return false;
    value = (value as Record<string | number, unknown>)[key];
  }
  return String((extensions as { code?: unknown } | undefined)?.code) in ERRORS;
}

/** Whether something is missing at a path, or above it. */
export function leadsToNull(data: unknown, path: Path): boolean {
  let value = data;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) break;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value === null;
}

/** What makes one value null needs to be told once: where several do, any of them is reason enough. */
function upToNull(data: unknown, path: Path): Path {
  let value = data;
  for (const [index, key] of path.entries()) {
    if (value === null || typeof value !== 'object') return path.slice(0, index);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

/** Where one schema fails at a field, an error of ours stands there, above it, or below it. */
function isOnTheWay(ours: Path, theirs: Path): boolean {
  return ours.every((key, index) => index >= theirs.length || key === theirs[index]);
}
