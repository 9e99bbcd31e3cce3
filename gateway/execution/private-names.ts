import { createHash } from 'node:crypto';
import { Kind, print, visit } from 'graphql';
import type {
  DocumentNode, FieldNode, FragmentDefinitionNode, InlineFragmentNode, OperationDefinitionNode, SelectionSetNode,
} from 'graphql';
import { ownersIn } from './map-owners.ts';
import { booleanOf } from './tell-requirements-apart.ts';

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

/** What names are private in a supergraph, as plain data. */
export interface NameFacts {
  /** No field of the supergraph has a name that begins so. */
  readonly prefix: string;
  /** Fields that take arguments, on whatever type. */
  readonly withArguments: ReadonlySet<string>;
  /**
   * Whether some subgraph knows only an interface of objects: what those of several types are asked there, all of them
   * are asked, and one name for two fields would have one value.
   */
  readonly isAskedTogether: boolean;
}

const CALL_LENGTH = 8;

/** @param supergraph with @requires already told apart, so that its plain names are unambiguous. */
export function readNames(supergraph: DocumentNode): NameFacts {
  const { names, withArguments } = fieldNamesOf(supergraph);
  let prefix = 'c_';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `c${prefix}`;
  return { prefix, withArguments, isAskedTogether: hasInterfaceObject(supergraph) };
}

export function privateNames({ prefix, withArguments, isAskedTogether }: NameFacts): PrivateNames {
  const start = prefix.length + (isAskedTogether ? CALL_LENGTH + 1 : 0);

  function keyOf(field: FieldNode): string {
    const { name: { value: name }, alias } = field;
    if (name === '__typename') return name;
    const key = alias?.value ?? name;
    const isPlain = key === name && !withArguments.has(name) && !(name in Object.prototype);
    if (isPlain) return name;
    return isAskedTogether ? `${prefix}${callOf(field)}_${key}` : prefix + key;
  }

  return {
    keyOf,
    responseKeyOf: (key) => (key.startsWith(prefix) ? key.slice(start) : key),
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

/** The same for fields that may stand under one name in one object, whatever the order in which their arguments are written. */
function callOf({ name, arguments: given = [] }: FieldNode): string {
  const sorted = visit({ kind: Kind.OBJECT, fields: given.map((argument) => ({ ...argument, kind: Kind.OBJECT_FIELD })) }, {
    ObjectValue: { leave: (node) => ({ ...node, fields: [...node.fields].sort((a, b) => (a.name.value < b.name.value ? -1 : 1)) }) },
  });
  return createHash('sha256').update(name.value + print(sorted)).digest('hex').slice(0, CALL_LENGTH);
}

function hasInterfaceObject(supergraph: DocumentNode): boolean {
  return ownersIn(supergraph).some(({ directives = [] }) => directives.some((directive) =>
    directive.name.value === 'join__type' && booleanOf(directive, 'isInterfaceObject') === true));
}

function fieldNamesOf(supergraph: DocumentNode) {
  const names = new Set<string>();
  const withArguments = new Set<string>();
  for (const { name, arguments: given = [] } of ownersIn(supergraph).flatMap(({ fields = [] }) => fields)) {
    names.add(name.value);
    if (given.length > 0) withArguments.add(name.value);
  }
  return { names, withArguments };
}
