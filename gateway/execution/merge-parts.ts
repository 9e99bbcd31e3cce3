import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import type { Part } from './partition-parts.ts';
import type { PartitionPlan, RootEntry } from './partition-plan.ts';
import type { Mismatch, ProviderFailureCode } from './provider-failure.ts';
import { everywhere } from './read-part-answer.ts';
import type { PartAnswer } from './read-part-answer.ts';
import type { SourceAnswer, SourceError } from './source.ts';

export interface PartFailure {
  readonly code: ProviderFailureCode;
  readonly insurerId: string;
  /** What of the answer was not as asked; null for every other failure. */
  readonly mismatch: Mismatch | null;
}

/** What became of one part: read from an insurer's own subgraph, answered by the hosted one as it is, or nothing. */
export type PartResult =
  | { readonly part: Part; readonly answer: PartAnswer }
  | { readonly part: Part; readonly hosted: SourceAnswer }
  | { readonly part: Part; readonly failure: PartFailure };

type Path = readonly (string | number)[];

/** Puts the parts back together: every entity at its place, every error at the path of the whole. */
export function mergeParts(plan: PartitionPlan, entityCount: number, results: readonly PartResult[], locale: Locale): SourceAnswer {
  const data: Record<string, unknown> = {};
  for (const { kind, responseKey } of plan.entries) {
    if (kind === 'entities') data[responseKey] = Array.from({ length: entityCount }, () => null);
    if (kind === 'typename') data[responseKey] = plan.operation === 'mutation' ? 'Mutation' : 'Query';
  }
  const errors: SourceError[] = [];
  for (const result of results) {
    const entries = result.part.entries.map((index) => plan.entries[index] as RootEntry);
    if ('failure' in result) errors.push(...failed(entries, result.part, result.failure, locale));
    else if ('hosted' in result) errors.push(...putHosted(data, entries, result.part, result.hosted));
    else errors.push(...putAnswer(data, result.part, result.answer, locale));
  }
  // A field that nobody answered, and that no condition left out, is null.
  for (const { responseKey, conditional } of plan.entries) if (!Object.hasOwn(data, responseKey) && !conditional) data[responseKey] = null;
  return { data, ...(errors.length > 0 ? { errors } : {}) };
}

function putAnswer(data: Record<string, unknown>, { owner }: Part, { fields, entities, errors }: PartAnswer, locale: Locale): SourceError[] {
  for (const [key, value] of fields) data[key] = value;
  for (const [key, byPlace] of entities) for (const [place, value] of byPlace) (data[key] as unknown[])[place] = value;
  return errors.map(({ path, code, providerCode }) => ({
    message: sentenceOf(code, locale), path, extensions: { code, insurerId: owner, ...(providerCode === null ? {} : { providerCode }) },
  }));
}

function failed(entries: readonly RootEntry[], part: Part, { code, insurerId, mismatch }: PartFailure, locale: Locale): SourceError[] {
  const message = sentenceOf(code, locale, { service: 'insurer-network' });
  return everywhere(entries, part).map((path) => ({ message, path, extensions: { code, insurerId, ...mismatch } }));
}

/** Our own source is believed; its errors keep their words and get the places of the whole. */
function putHosted(data: Record<string, unknown>, entries: readonly RootEntry[], part: Part, { data: answered, errors = [] }: SourceAnswer): SourceError[] {
  for (const { kind, responseKey } of entries) {
    const value = answered?.[responseKey];
    if (kind !== 'entities') {
      if (value !== undefined) data[responseKey] = value;
    } else if (Array.isArray(value)) {
      part.places.forEach((place, at) => ((data[responseKey] as unknown[])[place] = value[at] ?? null));
    }
  }
  return errors.flatMap((error) => pathsOf(error.path ?? [], entries, part).map((path) => ({ ...error, path })));
}

function pathsOf([first, second, ...rest]: Path, entries: readonly RootEntry[], part: Part): Path[] {
  const entry = entries.find(({ responseKey }) => responseKey === first);
  if (entry?.kind === 'field') return [[first as string, ...(second === undefined ? [] : [second]), ...rest]];
  const place = entry?.kind === 'entities' && typeof second === 'number' ? part.places[second] : undefined;
  return place === undefined ? everywhere(entries, part) : [[first as string, place, ...rest]];
}
