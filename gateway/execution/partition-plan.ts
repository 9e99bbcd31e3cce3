import { Kind, OperationTypeNode, getNamedType, parse, print, valueFromASTUntyped, visit } from 'graphql';
import type {
  DirectiveNode, DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionNode, SelectionSetNode, ValueNode,
} from 'graphql';
import type { PartitionContract } from './partition-contract.ts';
import { askBack } from './partition-shape.ts';
import type { ObjectShape } from './partition-shape.ts';

/** One field at the top of an operation. */
export interface RootEntry {
  readonly responseKey: string;
  readonly kind: 'entities' | 'field' | 'typename';
  /** True when a condition may leave it out of the answer. */
  readonly conditional: boolean;
  /** Of a field. */
  readonly args: ReadonlyMap<string, ValueNode>;
  /** Of a field: what comes back; null for a leaf. Null for the other kinds. */
  readonly shape: ObjectShape | null;
  /** Of `_entities`: what comes back, by type. */
  readonly shapes: ReadonlyMap<string, ObjectShape>;
}

/** A document that asks for some of the entries, and the variables it uses; no other travels with it. */
export interface PartDocument {
  readonly query: string;
  readonly variables: readonly string[];
}

/** What is known of a document before its variables are. */
export interface PartitionPlan {
  readonly operation: 'query' | 'mutation';
  readonly entries: readonly RootEntry[];
  /** Values of variables that are left out. */
  readonly defaults: Readonly<Record<string, unknown>>;
  documentOf(entries: readonly number[]): PartDocument;
}

interface Root {
  readonly field: FieldNode;
  /** Conditions of the fragments around it, outermost first. */
  readonly around: readonly (readonly DirectiveNode[])[];
}

export const REPRESENTATIONS = 'representations';

/** Reads a document that the planner made for the contract. @throws Error when it asks for what the contract does not have. */
export function planPartition(contract: PartitionContract, query: string): PartitionPlan {
  const document = parse(query, { noLocation: true });
  const operation = operationIn(document);
  const fragments = new Map(document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])));
  const prefix = unusedPrefix(query);
  const asks = askBack(contract, fragments, prefix);
  const rootType = operation.operation === OperationTypeNode.MUTATION ? contract.schema.getMutationType() : contract.schema.getQueryType();

  const made = rootsIn(operation.selectionSet, fragments, []).map(({ field, around }) => {
    const entry = entryOf(field, around.length > 0 || (field.directives ?? []).length > 0);
    return { entry: entry.entry, selection: wrapped(entry.field, around) };
  });

  function entryOf(field: FieldNode, conditional: boolean): { entry: RootEntry; field: FieldNode } {
    const responseKey = field.alias?.value ?? field.name.value;
    const args = new Map((field.arguments ?? []).map(({ name, value }) => [name.value, value]));
    const none = { responseKey, conditional, args, shape: null, shapes: new Map<string, ObjectShape>() };
    if (field.name.value === '__typename') return { entry: { ...none, kind: 'typename' }, field };
    if (field.name.value === '_entities') {
      const { shapes, selectionSet } = entitiesOf(field.selectionSet as SelectionSetNode);
      return { entry: { ...none, kind: 'entities', shapes }, field: { ...field, selectionSet } };
    }
    const definition = rootType?.getFields()[field.name.value];
    if (definition === undefined) throw new Error(`${field.name.value} is no field of the contract.`);
    if (field.selectionSet === undefined) return { entry: { ...none, kind: 'field' }, field };
    const { selectionSet, shape } = asks.shaped(getNamedType(definition.type), field.selectionSet);
    return { entry: { ...none, kind: 'field', shape }, field: { ...field, selectionSet } };
  }

  function entitiesOf(selectionSet: SelectionSetNode): { shapes: ReadonlyMap<string, ObjectShape>; selectionSet: SelectionSetNode } {
    const shapes = new Map<string, ObjectShape>();
    const selections: SelectionNode[] = [];
    for (const name of contract.keysOf.keys()) {
      if (!mentions(selectionSet, name, fragments)) continue;
      const one = asks.shaped(asks.typeNamed(name), selectionSet);
      shapes.set(name, one.shape);
      selections.push({ kind: Kind.INLINE_FRAGMENT, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } }, selectionSet: one.selectionSet });
    }
    return { shapes, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  }

  const documents = new Map<string, PartDocument>();
  return {
    operation: operation.operation === OperationTypeNode.MUTATION ? 'mutation' : 'query',
    entries: made.map(({ entry }) => entry),
    defaults: Object.fromEntries((operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) => (defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)] as const]))),
    documentOf(entries) {
      const key = entries.join();
      const known = documents.get(key) ?? documentOf(operation, entries.flatMap((index) => made[index]?.selection ?? []));
      documents.set(key, known);
      return known;
    },
  };
}

function operationIn(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('The document has no operation.');
  return operation;
}

function rootsIn({ selections }: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, around: Root['around']): Root[] {
  return selections.flatMap((selection): Root[] => {
    if (selection.kind === Kind.FIELD) return [{ field: selection, around }];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const directives = selection.directives ?? [];
    return fragment === undefined ? [] : rootsIn(fragment.selectionSet, fragments, directives.length === 0 ? around : [...around, directives]);
  });
}

function wrapped(field: FieldNode, around: Root['around']): SelectionNode {
  return around.reduceRight<SelectionNode>(
    (inner, directives) => ({ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] } }), field);
}

/** Whether anything of the type is selected at the top of a selection of entities. */
function mentions({ selections }: SelectionSetNode, type: string, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  return selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return false;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment === undefined) return false;
    return fragment.typeCondition === undefined ? mentions(fragment.selectionSet, type, fragments) : fragment.typeCondition.name.value === type;
  });
}

function documentOf(operation: OperationDefinitionNode, selections: readonly SelectionNode[]): PartDocument {
  const used = new Set<string>();
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  visit(selectionSet, { [Kind.VARIABLE]: ({ name }) => { used.add(name.value); } });
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  // The operation's name may be the client's own words, which are nobody's business here.
  const alone: OperationDefinitionNode = { kind: Kind.OPERATION_DEFINITION, operation: operation.operation, variableDefinitions, selectionSet };
  return { query: print(alone), variables: [...used] };
}

function unusedPrefix(query: string): string {
  let prefix = 'own_';
  while (query.includes(prefix)) prefix = `x${prefix}`;
  return prefix;
}
