import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters } from 'graphql';
import type { OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import type { Link } from './cut-chains.ts';

/** Where what was planned from an entry belongs. */
export interface PlaceOfStage {
  readonly path: readonly string[];
  /** The objects at the path of which it is asked. */
  readonly type: string;
  readonly link: Link;
  /** What is required of them, a set for each field that requires. */
  readonly required: Iterable<SelectionSetNode>;
}

/** A plan that begins at an entry of a subgraph, as one that goes on at the objects at a place of the answer. */
export function placeStage(node: PlanNode, place: PlaceOfStage): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((each) => placeStage(each, place)) };
    case 'Flatten':
      return { ...node, path: [...place.path, ...node.path.slice(1)] };
    case 'Fetch':
      return { kind: 'Flatten', path: [...place.path], node: asEntityFetch(node, place) };
    default:
      throw new Error(`A stage with a step "${node.kind}" cannot be placed.`);
  }
}

function asEntityFetch(fetch: FetchNode, { type, link: { owner, isInterface, key }, required }: PlaceOfStage): FetchNode {
  return {
    ...fetch,
    requires: [...required].map((needed) => ({
      kind: 'InlineFragment', typeCondition: type, selections: [{ kind: 'Field', name: '__typename' }, ...toldOf(key), ...toldOf(needed)],
    })),
    operation: asEntityOperation(fetch.operation, owner),
    inputRewrites: isInterface ? [{ kind: 'ValueSetter', path: [`... on ${type}`, '__typename'], setValueTo: owner }] : undefined,
    outputRewrites: fetch.outputRewrites?.map((rewrite) => ({ ...rewrite, path: rewrite.path.slice(1) })),
  };
}

function asEntityOperation(text: string, owner: string): string {
  const operation = operationIn(text);
  const [entry] = operation.selectionSet.selections;
  if (entry?.kind !== Kind.FIELD || !entry.selectionSet) throw new Error('A stage was planned that does not begin at its entry.');
  const asked = operationIn(`query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${owner} ${print(entry.selectionSet)} } }`);
  const variableDefinitions = [...asked.variableDefinitions ?? [], ...operation.variableDefinitions ?? []];
  return stripIgnoredCharacters(print({ ...operation, variableDefinitions, selectionSet: asked.selectionSet }));
}

function operationIn(text: string): OperationDefinitionNode {
  const [operation] = parse(text, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('A plan asks a subgraph something else than one operation.');
  return operation;
}

function toldOf({ selections }: SelectionSetNode): QueryPlanSelectionNode[] {
  return selections.flatMap(toldOfSelection);
}

function toldOfSelection(selection: SelectionNode): QueryPlanSelectionNode[] {
  switch (selection.kind) {
    case Kind.FIELD:
      return [{ kind: 'Field', name: selection.name.value, ...(selection.selectionSet ? { selections: toldOf(selection.selectionSet) } : {}) }];
    case Kind.INLINE_FRAGMENT:
      return [{ kind: 'InlineFragment', typeCondition: selection.typeCondition?.name.value, selections: toldOf(selection.selectionSet) }];
    default:
      return [];
  }
}
