import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { getNamedType, getNullableType, isAbstractType, isLeafType, isListType, isNonNullType, isObjectType, Kind } from 'graphql';
import type { FieldNode, GraphQLLeafType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { CompiledPlan, FetchStep, Step } from '../compiled-plan.ts';

/** The plan has something that is left to the generic way. */
export class NotSliced extends Error {}

/** All objects that stand at one path of the merged data. They are of one type and have the same slots. */
export interface Place {
  readonly id: number;
  readonly type: GraphQLObjectType;
  /** By the key of merged data. */
  readonly slots: Map<string, Slot>;
  /** Keys under which a subgraph says the type's name. */
  readonly typenames: Set<string>;
  /** Cells that each of them takes. */
  size: number;
  /** Whether a fetch asks more of them. */
  isToldOf: boolean;
}

/** Its value stands in the cell `at` of an object: of a leaf, where it begins and, in the next cell, where it ends. */
export type Slot =
  | { readonly kind: 'leaf'; readonly at: number; readonly leaf: Leaf }
  | { readonly kind: 'object'; readonly at: number; readonly lists: number; readonly place: Place };

/** The first cells of an object, before its slots. */
export const CELL = {
  /** The number of the writing that has written it, and between which places. */
  written: 0, writtenFrom: 1, writtenTo: 2,
  /** Where in the answers it was read. */
  readFrom: 3, readTo: 4,
  place: 5,
  /** The next object of its place, 0 for none. */
  next: 6,
} as const;
const FIRST_SLOT = 7;

/** How a leaf is read: the type whose values it has, null for any JSON, and which of the lists around it have no null. */
export interface Leaf {
  readonly type: GraphQLLeafType | null;
  /** From the outside in: whether the items of each list may be null. */
  readonly nullableItems: readonly boolean[];
}

/** What a fetch asks of an object of a place, in the order in which it is answered. */
export interface Asked {
  readonly place: Place;
  readonly fields: readonly AskedField[];
}

export type AskedField =
  | { readonly kind: 'typename'; readonly key: string; readonly type: string }
  | { readonly kind: 'leaf'; readonly key: string; readonly slot: Extract<Slot, { kind: 'leaf' }> }
  | { readonly kind: 'object'; readonly key: string; readonly slot: Extract<Slot, { kind: 'object' }>; readonly asked: Asked };

/** A value that a subgraph is told: of a place, in the order in which it is told. */
export type ToldField =
  | { readonly kind: 'typename'; readonly key: string; readonly type: string }
  | { readonly kind: 'leaf'; readonly key: string; readonly slot: Extract<Slot, { kind: 'leaf' }> }
  | { readonly kind: 'object'; readonly key: string; readonly slot: Extract<Slot, { kind: 'object' }>; readonly told: readonly ToldField[] };

export interface PlacedFetch {
  readonly step: FetchStep;
  readonly asked: Asked;
  /** Null when the fetch starts at the root. */
  readonly told: readonly ToldField[] | null;
}

export interface Places {
  readonly root: Place;
  readonly all: readonly Place[];
  readonly fetches: ReadonlyMap<FetchStep, PlacedFetch>;
}

/** Finds where everything that a plan fetches will stand. Throws NotSliced. */
export function findPlaces({ root: firstStep }: CompiledPlan, api: GraphQLSchema, rootType: GraphQLObjectType): Places {
  const all: Place[] = [];
  const fetches = new Map<FetchStep, PlacedFetch>();
  const root = newPlace(rootType);
  if (firstStep) visit(firstStep);
  return { root, all, fetches };

  function newPlace(type: GraphQLObjectType): Place {
    const place: Place = { id: all.length, type, slots: new Map(), typenames: new Set(), size: FIRST_SLOT, isToldOf: false };
    all.push(place);
    return place;
  }

  function visit(step: Step): void {
    if (step.kind !== 'fetch') return step.steps.forEach(visit);
    if (step.isRewritten) throw new NotSliced('a fetch is rewritten');
    const place = placeAt(step.path);
    if (step.represent === null && place !== root) throw new NotSliced('a fetch from the root belongs elsewhere');
    if (step.represent !== null && (step.copied === null || place === root)) throw new NotSliced('a representation is not copied');
    const told = step.copied === null ? null : toldOf(place, step.copied);
    if (told !== null && !told.some(({ kind, key }) => kind === 'typename' && key === '__typename')) throw new NotSliced('a representation has no type');
    place.isToldOf ||= told !== null;
    fetches.set(step, { step, told, asked: askedOf(place, [step.selectionSet]) });
  }

  function placeAt(path: readonly string[]): Place {
    let place = root;
    for (const key of path) {
      if (key === '@') continue;
      const slot = place.slots.get(key);
      if (slot?.kind !== 'object') throw new NotSliced(`nothing stands at ${path.join('.')}`);
      ({ place } = slot);
    }
    return place;
  }

  function askedOf(place: Place, selectionSets: readonly SelectionSetNode[]): Asked {
    const collected = new Map<string, FieldNode[]>();
    for (const selectionSet of selectionSets) collect(place.type, selectionSet, collected);
    return { place, fields: [...collected].map(([key, nodes]) => askedField(place, key, nodes)) };
  }

  function askedField(place: Place, key: string, nodes: readonly FieldNode[]): AskedField {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') {
      place.typenames.add(key);
      return { kind: 'typename', key, type: place.type.name };
    }
    const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    // What no client may see, or only @requires asks for, is not in this schema.
    const type = place.type.getFields()[name]?.type;
    const before = place.slots.get(key);
    if (below.length === 0) {
      if (before?.kind === 'object' || (type && !isLeafType(getNamedType(type)))) throw new NotSliced(`${name} is read in two ways`);
      const slot = before ?? { kind: 'leaf', at: place.size, leaf: leafOf(type) } as const;
      if (!before) place.size += 2;
      place.slots.set(key, slot);
      return { kind: 'leaf', key, slot };
    }
    if (before) throw new NotSliced(`${name} is fetched twice`);
    const named = type && getNamedType(type);
    if (!type || !isObjectType(named)) throw new NotSliced(`${name} may be of several types`);
    const slot = { kind: 'object', at: place.size, lists: listsOf(type), place: newPlace(named) } as const;
    place.size += 1;
    place.slots.set(key, slot);
    return { kind: 'object', key, slot, asked: askedOf(slot.place, below) };
  }

  function collect(type: GraphQLObjectType, { selections }: SelectionSetNode, into: Map<string, FieldNode[]>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        into.set(key, [...into.get(key) ?? [], selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(type, selection.typeCondition?.name.value)) collect(type, selection.selectionSet, into);
      } else {
        throw new NotSliced('a fetch has named fragments');
      }
    }
  }

  function applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = api.getType(condition);
    if (isObjectType(conditional)) return false;
    if (!isAbstractType(conditional)) throw new NotSliced(`nobody may know ${condition}`);
    return api.isSubType(conditional, type);
  }

  function toldOf(place: Place, selections: readonly QueryPlanSelectionNode[]): ToldField[] {
    const wanted = new Map<string, QueryPlanSelectionNode[]>();
    gather(selections);
    return [...wanted].map(([key, below]) => toldField(place, key, below));

    function gather(these: readonly QueryPlanSelectionNode[]): void {
      for (const selection of these) {
        if (selection.kind === 'InlineFragment') {
          if (applies(place.type, selection.typeCondition)) gather(selection.selections);
        } else {
          const key = selection.alias ?? selection.name;
          wanted.set(key, [...wanted.get(key) ?? [], ...selection.selections ?? []]);
        }
      }
    }
  }

  function toldField(place: Place, key: string, below: readonly QueryPlanSelectionNode[]): ToldField {
    if (place.typenames.has(key)) return { kind: 'typename', key, type: place.type.name };
    const slot = place.slots.get(key);
    if (!slot || (slot.kind === 'leaf') !== (below.length === 0)) throw new NotSliced(`${key} is not known where it is told`);
    return slot.kind === 'leaf' ? { kind: 'leaf', key, slot } : { kind: 'object', key, slot, told: toldOf(slot.place, below) };
  }
}

function leafOf(type: GraphQLOutputType | undefined): Leaf {
  if (!type) return { type: null, nullableItems: [] };
  const nullable = getNullableType(type);
  if (!isListType(nullable)) return { type: isLeafType(nullable) ? nullable : null, nullableItems: [] };
  const item = nullable.ofType as GraphQLOutputType;
  const inner = leafOf(item);
  return { type: inner.type, nullableItems: [!isNonNullType(item), ...inner.nullableItems] };
}

function listsOf(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listsOf(nullable.ofType as GraphQLOutputType) : 0;
}
