import type { PartitionContract } from './partition-contract.ts';
import { argumentOf, representationsIn } from './partition-parts.ts';
import type { Part, Representation } from './partition-parts.ts';
import type { ObjectShape } from './partition-shape.ts';
import type { PartitionPlan, RootEntry } from './partition-plan.ts';
import { mustBe, project } from './project-answer.ts';
import type { Expected } from './project-answer.ts';
import { ProviderFailure } from './provider-failure.ts';
import type { SourceAnswer } from './source.ts';

type Path = readonly (string | number)[];

/** What one part brought, at the places of the whole. */
export interface PartAnswer {
  /** By response key. */
  readonly fields: ReadonlyMap<string, unknown>;
  /** By response key of `_entities`, then by place. */
  readonly entities: ReadonlyMap<string, ReadonlyMap<number, unknown>>;
  readonly errors: readonly PartError[];
}

export interface PartError {
  readonly path: Path;
  /** That it failed, or that its owner does not know the entity, which it says by null alone. */
  readonly code: 'PROVIDER_FIELD_FAILED' | 'PROVIDER_LACKS_ENTITY';
  /** The provider's own word for it, when it has the shape of a code. */
  readonly providerCode: string | null;
}

/** More than this is no answer but noise. */
const MOST_ERRORS = 2_000;

/**
 * Reads what an owner answered to its part. Its errors are told at the places of the whole; one without a usable path
 * concerns all that the part asked for. @throws ProviderFailure when the answer cannot be believed; nothing of it is used then.
 */
export function readPartAnswer(
  contract: PartitionContract, plan: PartitionPlan, part: Part, variables: Readonly<Record<string, unknown>>, { data, errors = [] }: SourceAnswer,
): PartAnswer {
  if (!Array.isArray(errors) || errors.length > MOST_ERRORS) throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'errors that are no list, or too many');
  const answered: Readonly<Record<string, unknown>> = isObject(data) ? data : {};
  const told = errors.flatMap((error: unknown) => errorsOf(error, plan, part));
  const fields = new Map<string, unknown>();
  const entities = new Map<string, ReadonlyMap<number, unknown>>();
  for (const index of part.entries) {
    const entry = plan.entries[index] as RootEntry;
    const value = Object.hasOwn(answered, entry.responseKey) ? answered[entry.responseKey] : undefined;
    if (value === undefined && errors.length === 0 && !entry.conditional) throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'a field that was asked is missing');
    if (entry.kind === 'entities') entities.set(entry.responseKey, entitiesOf(contract, entry, part, variables, value, errors.length > 0));
    else if (value !== undefined) fields.set(entry.responseKey, fieldOf(contract, plan, entry, part, variables, value));
    else if (errors.length > 0) fields.set(entry.responseKey, null);
  }
  const failed = [...told, ...untold(part, plan, told, answered)];
  return { fields, entities, errors: [...failed, ...unknown(plan, part, variables, entities, failed)] };
}

/** Null without an error: nobody failed, and still whoever asked must hear why there is nothing. */
function unknown(
  plan: PartitionPlan, { entries }: Part, variables: Readonly<Record<string, unknown>>, entities: PartAnswer['entities'], failed: readonly PartError[],
): PartError[] {
  const told = new Set(failed.map(({ path }) => path.slice(0, 2).join()));
  const representations = representationsIn(variables) as readonly Representation[];
  return entries.flatMap((index) => {
    const { responseKey, shapes } = plan.entries[index] as RootEntry;
    return [...entities.get(responseKey) ?? []]
      .filter(([place, value]) => value === null && shapes.has(String(representations[place]?.__typename)) && !told.has(`${responseKey},${place}`))
      .map(([place]): PartError => ({ path: [responseKey, place], code: 'PROVIDER_LACKS_ENTITY', providerCode: null }));
  });
}

/** What failed as a whole, and by which no error was told: else it would pass for something nobody knows. */
function untold(part: Part, plan: PartitionPlan, told: readonly PartError[], answered: Readonly<Record<string, unknown>>): PartError[] {
  if (told.length === 0) return [];
  const known = new Set(told.map(({ path }) => path.slice(0, 2).join()));
  const lost = part.entries.map((index) => plan.entries[index] as RootEntry)
    .filter(({ kind, responseKey }) => (kind === 'entities' ? !Array.isArray(answered[responseKey]) : !Object.hasOwn(answered, responseKey)));
  const providerCode = told[0]?.providerCode ?? null;
  return everywhere(lost, part).filter((path) => !known.has(path.join())).map((path) => ({ path, code: 'PROVIDER_FIELD_FAILED', providerCode }));
}

function entitiesOf(
  contract: PartitionContract, entry: RootEntry, part: Part, variables: Readonly<Record<string, unknown>>, value: unknown, failed: boolean,
): ReadonlyMap<number, unknown> {
  const { owner } = part;
  if (!Array.isArray(value)) {
    if (failed) return new Map(part.places.map((place) => [place, null]));
    throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'no list of entities');
  }
  if (value.length !== part.places.length) {
    throw new ProviderFailure('PROVIDER_ANSWER_NOT_ASKED', 'not as many entities as were asked for', { expected: 'count', received: value.length === 0 ? 'none' : 'other' });
  }
  const representations = representationsIn(variables);
  return new Map(part.places.map((place, at) => {
    const representation = representations[place] as Representation;
    const type = String(representation.__typename);
    const shape = entry.shapes.get(type);
    if (shape === undefined) return [place, null];
    const expected = expectedOf(contract, type, owner, (key) => representation[key]);
    mustBe(value[at], shape, expected);
    return [place, project(value[at], shape, expected)];
  }));
}

function fieldOf(contract: PartitionContract, plan: PartitionPlan, entry: RootEntry, { owner }: Part, variables: Readonly<Record<string, unknown>>, value: unknown): unknown {
  const { shape } = entry;
  const type = shape?.echo?.type ?? '';
  const expected = expectedOf(contract, type, owner, (key) => argumentOf(plan, entry, key, variables));
  if (shape !== null && !Array.isArray(value)) mustBe(value, shape, expected);
  return project(value, shape, expected);
}

/** The owner first: it must hold for every entity in the answer, the rest for the one that was asked for. */
function expectedOf({ owner: ownerKey, keysOf }: PartitionContract, type: string, owner: string | null, valueOf: (key: string) => unknown): Expected {
  const expected = new Map([[ownerKey, owner ?? '']]);
  for (const key of keysOf.get(type) ?? []) {
    const value = valueOf(key);
    if (key !== ownerKey && value !== undefined && value !== null) expected.set(key, String(value));
  }
  return expected;
}

function errorsOf(error: unknown, plan: PartitionPlan, part: Part): PartError[] {
  const { path, extensions } = isObject(error) ? error : {};
  const code: unknown = isObject(extensions) ? extensions.code : null;
  const providerCode = typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) ? code : null;
  return pathsOf(Array.isArray(path) ? path : [], plan, part).map((at) => ({ path: at, code: 'PROVIDER_FIELD_FAILED', providerCode }));
}

function pathsOf([first, second, ...rest]: readonly unknown[], plan: PartitionPlan, part: Part): Path[] {
  const entries = part.entries.map((index) => plan.entries[index] as RootEntry);
  const entry = entries.find(({ responseKey }) => responseKey === first);
  if (entry?.kind === 'field') return [[entry.responseKey, ...below([second, ...rest], entry.shape)]];
  const place = entry?.kind === 'entities' && typeof second === 'number' ? part.places[second] : undefined;
  if (entry !== undefined && place !== undefined) return [[entry.responseKey, place, ...below(rest, shapeOfAny(entry, rest))]];
  return everywhere(entries, part);
}

/** All that a part asked for. */
export function everywhere(entries: readonly RootEntry[], part: Part): Path[] {
  return entries.flatMap(({ kind, responseKey }): Path[] => (kind === 'entities' ? part.places.map((place) => [responseKey, place]) : [[responseKey]]));
}

/** A path goes on as far as it follows what was asked. */
function below(path: readonly unknown[], shape: ObjectShape | null): (string | number)[] {
  const followed: (string | number)[] = [];
  let at = shape;
  for (const step of path) {
    if (typeof step === 'number' && Number.isSafeInteger(step) && step >= 0) followed.push(step);
    else if (typeof step === 'string' && at?.fields.has(step) === true) {
      followed.push(step);
      at = at.fields.get(step) ?? null;
    } else break;
  }
  return followed;
}

function shapeOfAny({ shapes }: RootEntry, [first]: readonly unknown[]): ObjectShape | null {
  return [...shapes.values()].find(({ fields }) => typeof first === 'string' && fields.has(first)) ?? null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
