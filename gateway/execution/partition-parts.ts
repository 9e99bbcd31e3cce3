import { valueFromASTUntyped } from 'graphql';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { PartitionContract } from './partition-contract.ts';
import { REPRESENTATIONS } from './partition-plan.ts';
import type { PartitionPlan, RootEntry } from './partition-plan.ts';

export type Representation = Readonly<Record<string, unknown>>;

/** What one owner is asked of a request: entries of the plan and, of the representations, those that are its own. */
export interface Part {
  /** Null for what names no owner. */
  readonly owner: string | null;
  readonly entries: readonly number[];
  /** Places of its entities among all representations. */
  readonly places: readonly number[];
}

/** What each owner is asked. Every representation and every field is in exactly one part; of a mutation, in the order written. */
export function partsOf(contract: PartitionContract, plan: PartitionPlan, variables: Readonly<Record<string, unknown>>): Part[] {
  const owners: { readonly owner: string | null; readonly entry: number; readonly places: number[] }[] = [];
  plan.entries.forEach((entry, index) => {
    if (entry.kind === 'field') owners.push({ owner: ownerOfField(contract, plan, entry, variables), entry: index, places: [] });
    if (entry.kind === 'entities') owners.push(...ownersOfEntities(contract, representationsIn(variables)).map(({ owner, places }) => ({ owner, places, entry: index })));
  });
  return plan.operation === 'mutation' ? owners.map(({ owner, entry }) => ({ owner, entries: [entry], places: [] })) : grouped(owners);
}

function grouped(all: readonly { readonly owner: string | null; readonly entry: number; readonly places: readonly number[] }[]): Part[] {
  const byOwner = new Map<string | null, { owner: string | null; entries: number[]; places: readonly number[] }>();
  for (const { owner, entry, places } of all) {
    const part = byOwner.get(owner) ?? { owner, entries: [], places: [] };
    part.entries.push(entry);
    if (places.length > 0) part.places = places;
    byOwner.set(owner, part);
  }
  return [...byOwner.values()];
}

export function representationsIn(variables: Readonly<Record<string, unknown>>): readonly unknown[] {
  const all = variables[REPRESENTATIONS];
  return Array.isArray(all) ? all : [];
}

function ownersOfEntities({ owner: ownerKey }: PartitionContract, representations: readonly unknown[]): { owner: string | null; places: number[] }[] {
  const byOwner = new Map<string | null, number[]>();
  representations.forEach((each, place) => {
    const owner = textOf(typeof each === 'object' && each !== null ? (each as Representation)[ownerKey] : null);
    const places = byOwner.get(owner);
    if (places === undefined) byOwner.set(owner, [place]);
    else places.push(place);
  });
  return [...byOwner].map(([owner, places]) => ({ owner, places }));
}

function ownerOfField(contract: PartitionContract, plan: PartitionPlan, entry: RootEntry, variables: Readonly<Record<string, unknown>>): string | null {
  const input = argumentOf(plan, entry, 'input', variables);
  const direct = argumentOf(plan, entry, contract.owner, variables);
  return textOf(direct ?? (typeof input === 'object' && input !== null ? (input as Representation)[contract.owner] : null));
}

/** The value a root field is given for an argument; undefined when it is given none. */
export function argumentOf(plan: PartitionPlan, { args }: RootEntry, name: string, variables: Readonly<Record<string, unknown>>): unknown {
  const value = args.get(name);
  if (value === undefined) return undefined;
  return valueFromASTUntyped(value, { ...plan.defaults, ...variables });
}

/** An identifier may come as a number; as a text it is compared. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** The request of one part: its own document, its own representations cut to their keys, the variables they use. */
export function requestOfPart(contract: PartitionContract, plan: PartitionPlan, part: Part, variables: Readonly<Record<string, unknown>>): GraphRequest {
  const { query, variables: used } = plan.documentOf(part.entries);
  const representations = representationsIn(variables);
  const sent = used.filter((name) => Object.hasOwn(variables, name)).map((name): [string, unknown] =>
    (name === REPRESENTATIONS ? [name, part.places.map((place) => keyOf(contract, representations[place] as Representation))] : [name, variables[name]]));
  return { query, ...(sent.length > 0 ? { variables: Object.fromEntries(sent) } : {}) };
}

/** The contract needs nothing but the key, so nothing else leaves. */
function keyOf({ keysOf }: PartitionContract, representation: Representation): Representation {
  const type = String(representation.__typename);
  return Object.fromEntries(['__typename', ...(keysOf.get(type) ?? [])].map((name) => [name, representation[name]]));
}
