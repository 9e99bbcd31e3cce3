import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { SelectionSetNode } from 'graphql';
import type { Composites, Merged } from './merged-data.ts';

/** A plan in the form in which it is run: nothing of it is parsed, printed or searched again. */
export interface CompiledPlan {
  readonly root: Step | null;
  /** What the root object is given by some fetch. */
  readonly rootKeys: ReadonlySet<string>;
  /** The fetch of a subscription whose answers are its events, and its first step; null for any other operation. */
  readonly primary: FetchStep | null;
}

export type Step =
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] }
  | FetchStep;

export interface FetchStep {
  readonly kind: 'fetch';
  readonly service: string;
  /** Where what comes back belongs; `@` stands for every item of a list. */
  readonly path: readonly string[];
  readonly query: string;
  readonly operationName: string | undefined;
  /** The client's variables it needs. */
  readonly variables: readonly string[];
  /** What the subgraph is told of an entity; null when the fetch starts at the root of the subgraph. */
  readonly represent: Represent | null;
  readonly rewriteAnswer: Rewrite;
  /** Keys that `rewriteAnswer` renames. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What it asks of an object at the path. */
  readonly keys: readonly string[];
  readonly composites: Composites;
  /** What it asks of an object at the path, under the keys of merged data. */
  readonly selectionSet: SelectionSetNode;
  /** What the planner says the subgraph is told of an entity; null when the fetch starts at the root, or when more than copying is to be done. */
  readonly copied: readonly QueryPlanSelectionNode[] | null;
  /** Whether something is renamed or set in what is sent or comes back. */
  readonly isRewritten: boolean;
}

/** What a subgraph is told of an entity; null when too little of it is known to ask. */
export type Represent = (entity: Merged) => Representation | null;

export interface Representation {
  readonly told: Merged;
  /** Keys of the answer that are made of something the subgraph was not told: not to be believed. */
  readonly withheld: readonly string[];
}

export type Rewrite = (object: Merged) => void;

/** Whether an object of this type name matches a type condition. */
export type Matches = (typename: string, condition: string) => boolean;
