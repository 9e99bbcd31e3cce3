import { executeSync, Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** What an operation asks of the schema itself, as a document of its own; null when nothing. */
export function introspectionIn(operation: OperationDefinitionNode, fragments: Fragments): DocumentNode | null {
  const selections = introspectionOf(operation.selectionSet);
  if (selections.length === 0) return null;
  const asked: OperationDefinitionNode = { ...operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections } };
  return { kind: Kind.DOCUMENT, definitions: [asked, ...fragments.values()] };

  function introspectionOf({ selections }: SelectionSetNode): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__') && selection.name.value !== '__typename' ? [selection] : [];
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const inner = fragment ? introspectionOf(fragment.selectionSet) : [];
      if (!fragment || inner.length === 0) return [];
      const { typeCondition } = fragment;
      const { directives } = selection;
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
    });
  }
}

/** Answers about the schema that clients see, by response key. */
export function introspect(
  schema: GraphQLSchema, document: DocumentNode | null, variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (document === null) return {};
  return executeSync({ schema, document, variableValues: variables }).data ?? {};
}
