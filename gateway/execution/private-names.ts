import { Kind, visit } from 'graphql';
import type {
  DocumentNode, FieldNode, FragmentDefinitionNode, InlineFragmentNode, OperationDefinitionNode, SelectionSetNode,
} from 'graphql';

/**
 * Where a client's fields stand in merged data. A plain field that can have only one value for an object stands
 * under its own name, beside what @key and @requires need. Whatever the client names itself, or gives arguments,
 * stands under a name that no field of the supergraph has: it can never be taken for the input of a @key or @requires.
 */
export interface PrivateNames {
  keyOf(field: FieldNode): string;
  /** What the client calls a key of merged data. */
  responseKeyOf(key: string): string;
  /** The document as it is planned and fetched. */
  apply(document: DocumentNode): DocumentNode;
}

/** @param supergraph with @requires already told apart, so that its plain names are unambiguous. */
export function privateNames(supergraph: DocumentNode): PrivateNames {
  const { names, withArguments } = fieldNamesOf(supergraph);
  let prefix = 'c_';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `c${prefix}`;

  function keyOf({ name: { value: name }, alias }: FieldNode): string {
    if (name === '__typename') return name;
    const key = alias?.value ?? name;
    const isPlain = key === name && !withArguments.has(name) && !(name in Object.prototype);
    return isPlain ? name : prefix + key;
  }

  return {
    keyOf,
    responseKeyOf: (key) => (key.startsWith(prefix) ? key.slice(prefix.length) : key),
    apply: (document) => visit(document, {
      Field(field): FieldNode {
        const key = keyOf(field);
        const alias = key === field.name.value ? undefined : { kind: Kind.NAME, value: key } as const;
        return { ...field, alias, selectionSet: field.selectionSet && neverEmpty(field.selectionSet) };
      },
      InlineFragment: (fragment): InlineFragmentNode => ({ ...fragment, selectionSet: neverEmpty(fragment.selectionSet) }),
      FragmentDefinition: (fragment): FragmentDefinitionNode => ({ ...fragment, selectionSet: neverEmpty(fragment.selectionSet) }),
      OperationDefinition: (operation): OperationDefinitionNode => ({ ...operation, selectionSet: neverEmpty(operation.selectionSet) }),
    }),
  };
}

// An object of which nothing is asked, or only fragments of which none can match, is asked for all the same: the
// planner would leave it out.
function neverEmpty(selectionSet: SelectionSetNode): SelectionSetNode {
  if (selectionSet.selections.some(({ kind }) => kind === Kind.FIELD)) return selectionSet;
  const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
  return { ...selectionSet, selections: [typename, ...selectionSet.selections] };
}

function fieldNamesOf(supergraph: DocumentNode) {
  const names = new Set<string>();
  const withArguments = new Set<string>();
  visit(supergraph, {
    FieldDefinition({ name, arguments: given = [] }) {
      names.add(name.value);
      if (given.length > 0) withArguments.add(name.value);
    },
  });
  return { names, withArguments };
}
