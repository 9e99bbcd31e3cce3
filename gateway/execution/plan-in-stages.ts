import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { getNamedType, isAbstractType, isListType, isNonNullType, Kind, OperationTypeNode } from 'graphql';
import type {
  DocumentNode, FieldNode, GraphQLNamedType, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode,
} from 'graphql';
import type { Link } from './cut-chains.ts';
import { placeStage } from './place-stage.ts';

export interface StagesIn {
  /** Of the supergraph without chains. */
  readonly schema: GraphQLSchema;
  readonly links: ReadonlyMap<string, Link>;
  /** Plans an operation over the supergraph without chains. */
  readonly plan: (operation: OperationDefinitionNode) => QueryPlan;
}

/** What is asked of one subgraph, of the objects of one type at one place, when all stages of a smaller number have ended. */
interface Stage {
  readonly number: number;
  readonly path: readonly string[];
  readonly type: string;
  readonly link: Link;
  readonly fields: FieldNode[];
  readonly required: Set<SelectionSetNode>;
}

/** Selections, and the number of the stage after which all of them are there. */
interface Staged {
  readonly selections: readonly SelectionNode[];
  readonly after: number;
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Plans an operation that asks for what closes a chain of @requires: first the operation with what such a field is made
 * of in its place, then the fields, stage by stage, each when all it is made of has come. Null when it asks for none.
 */
export function planInStages(document: DocumentNode, operation: OperationDefinitionNode, { schema, links, plan }: StagesIn): QueryPlan | null {
  const fragments = new Map(document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])));
  const root = schema.getRootType(operation.operation);
  const { selections: asked } = operation.selectionSet;
  const parts = (operation.operation === OperationTypeNode.MUTATION ? oneByOne(asked) : [asked]).map((part) => {
    const stages: Stage[] = [];
    return { stages, selections: root ? stageAll(part, root, [], stages).selections : part };
  });
  if (parts.every(({ stages }) => stages.length === 0)) return null;
  const nodes = parts.flatMap(({ stages, selections }) => planStages(operation.operation, selections, stages) ?? []);
  const [only] = nodes;
  return { kind: 'QueryPlan', node: nodes.length === 1 ? only : { kind: 'Sequence', nodes: nodes as PlanNode[] } };

  function stageAll(selections: readonly SelectionNode[], type: GraphQLNamedType, path: readonly string[], stages: Stage[]): Staged {
    return together(selections.map((selection) => {
      if (selection.kind === Kind.FIELD) return stageField(selection, type, path, stages);
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const condition = schema.getType(fragment?.typeCondition?.name.value ?? '') ?? type;
      return under(condition.name, stageAll(fragment?.selectionSet.selections ?? [], condition, path, stages));
    }));
  }

  function stageField(field: FieldNode, type: GraphQLNamedType, path: readonly string[], stages: Stage[]): Staged {
    const linkOf = ({ name }: GraphQLNamedType) => links.get(`${name}.${field.name.value}`);
    const possible = isAbstractType(type) && !linkOf(type) ? schema.getPossibleTypes(type) : [type];
    if (!possible.some(linkOf)) return keepField(field, type, path, stages);
    return together(possible.map((each) => {
      const link = linkOf(each);
      return under(each.name, link ? stageLink(field, each, link, path, stages) : keepField(field, each, path, stages));
    }));
  }

  function keepField(field: FieldNode, type: GraphQLNamedType, path: readonly string[], stages: Stage[]): Staged {
    const definition = 'getFields' in type ? type.getFields()[field.name.value] : undefined;
    if (!field.selectionSet || !definition || !('args' in definition)) return { selections: [field], after: 0 };
    const below = [...path, (field.alias ?? field.name).value, ...listsOf(definition.type)];
    const { selections, after } = stageAll(field.selectionSet.selections, getNamedType(definition.type), below, stages);
    return { selections: [{ ...field, selectionSet: { ...field.selectionSet, selections } }], after };
  }

  function stageLink(field: FieldNode, type: GraphQLNamedType, link: Link, path: readonly string[], stages: Stage[]): Staged {
    const madeOf = stageAll(link.required.selections, type, path, stages);
    const number = madeOf.after + 1;
    const same = stages.find((each) => each.number === number && each.type === type.name && each.link.entry === link.entry && each.path.join() === path.join());
    const stage = same ?? { number, path, type: type.name, link, fields: [], required: new Set() };
    if (!same) stages.push(stage);
    stage.fields.push(field);
    stage.required.add(link.required);
    return { selections: [TYPENAME, ...link.key.selections, ...madeOf.selections], after: number };
  }

  function planStages(kind: OperationTypeNode, selections: readonly SelectionNode[], stages: readonly Stage[]): QueryPlan['node'] {
    const { node } = plan({ ...operation, operation: kind, selectionSet: { kind: Kind.SELECTION_SET, selections } });
    const numbers = [...new Set(stages.map(({ number }) => number))].sort((a, b) => a - b);
    const rest = numbers.map((number): PlanNode => ({ kind: 'Parallel', nodes: stages.filter((each) => each.number === number).map(planStage) }));
    if (rest.length === 0 || !node) return node;
    if (node.kind === 'Subscription') return { ...node, rest: { kind: 'Sequence', nodes: node.rest ? [node.rest, ...rest] : rest } };
    return { kind: 'Sequence', nodes: [node, ...rest] };
  }

  // Of what is asked below such a field, some may close a chain again.
  function planStage(stage: Stage): PlanNode {
    const { owner, entry } = stage.link;
    const below: Stage[] = [];
    const type = schema.getType(owner);
    const { selections } = together(type ? stage.fields.map((field) => keepField(field, type, [entry], below)) : []);
    const start: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: entry }, selectionSet: { kind: Kind.SELECTION_SET, selections } };
    const node = planStages(OperationTypeNode.QUERY, [start], below);
    if (!node || node.kind === 'Subscription') throw new Error(`Nothing was planned from the entry "${entry}".`);
    return placeStage(node, stage);
  }
}

/** The fields of a mutation are done one after the other, each once and with all that is asked of it. */
function oneByOne(selections: readonly SelectionNode[]): SelectionNode[][] {
  const parts = new Map<string, SelectionNode[]>();
  for (const selection of selections) {
    const key = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : '';
    parts.set(key, [...parts.get(key) ?? [], selection]);
  }
  return [...parts.values()];
}

function together(staged: readonly Staged[]): Staged {
  return { selections: staged.flatMap(({ selections }) => selections), after: Math.max(0, ...staged.map(({ after }) => after)) };
}

function under(type: string, { selections, after }: Staged): Staged {
  const typeCondition = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
  return { selections: [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: { kind: Kind.SELECTION_SET, selections } }], after };
}

function listsOf(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return listsOf(type.ofType as GraphQLOutputType);
  return isListType(type) ? ['@', ...listsOf(type.ofType as GraphQLOutputType)] : [];
}
