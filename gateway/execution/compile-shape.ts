import {
  doTypesOverlap, getNamedType, getNullableType, isAbstractType, isCompositeType,
  isInterfaceType, isListType, isNonNullType, isObjectType, Kind,
} from 'graphql';
import type {
  FieldNode, FragmentDefinitionNode, GraphQLCompositeType, GraphQLInterfaceType, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionNode, SelectionSetNode,
} from 'graphql';
import { compileLeaf } from './complete-leaf.ts';
import type { CompleteLeaf } from './complete-leaf.ts';
import type { PrivateNames } from './private-names.ts';

/** All that is known of what an object is. */
type Known = GraphQLObjectType | GraphQLInterfaceType;

/** What the client asked of objects of one type, in the order in which it is answered. */
export interface ObjectShape {
  readonly type: string;
  readonly fields: readonly FieldShape[];
}

export interface FieldShape {
  /** What the client calls it. */
  readonly responseKey: string;
  /** Where it stands in merged data. */
  readonly key: string;
  readonly name: string;
  /** Null for `__schema` and `__type`, which are not in merged data. */
  readonly value: ValueShape | null;
}

export type ValueShape =
  | { readonly kind: 'typename'; readonly nonNull: true; readonly isConcrete: boolean }
  | { readonly kind: 'leaf'; readonly nonNull: boolean; readonly complete: CompleteLeaf }
  | { readonly kind: 'list'; readonly nonNull: boolean; readonly item: ValueShape }
  /** `shapeOf` answers null for a type that may not stand here, or of which too little is known to tell what was asked. */
  | { readonly kind: 'object'; readonly nonNull: boolean; readonly shapeOf: (typename: unknown) => ObjectShape | null };

export interface ShapeParts {
  readonly api: GraphQLSchema;
  readonly names: PrivateNames;
  readonly root: GraphQLObjectType;
  readonly selectionSet: SelectionSetNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Compiles the form of an answer to an operation without conditions. */
export function compileShape({ api, names, root, selectionSet, fragments }: ShapeParts): ObjectShape {
  return objectShape(root, [selectionSet]);

  function objectShape(type: Known, selectionSets: readonly SelectionSetNode[]): ObjectShape {
    const collected = new Map<string, FieldNode[]>();
    for (const { selections } of selectionSets) collect(type, selections, collected);
    return { type: type.name, fields: [...collected].flatMap(([responseKey, nodes]) => fieldShape(type, responseKey, nodes)) };
  }

  function fieldShape(type: Known, responseKey: string, nodes: readonly FieldNode[]): FieldShape[] {
    const [first] = nodes;
    if (!first) return [];
    const name = first.name.value;
    const key = names.keyOf(first);
    if (name === '__typename') return [{ responseKey, key, name, value: { kind: 'typename', nonNull: true, isConcrete: isObjectType(type) } }];
    if (name.startsWith('__')) return [{ responseKey, key, name, value: null }];
    const definition = type.getFields()[name];
    return definition ? [{ responseKey, key, name, value: valueShape(definition.type, nodes) }] : [];
  }

  function valueShape(type: GraphQLOutputType, nodes: readonly FieldNode[]): ValueShape {
    const nonNull = isNonNullType(type);
    const nullable = getNullableType(type);
    if (isListType(nullable)) return { kind: 'list', nonNull, item: valueShape(nullable.ofType as GraphQLOutputType, nodes) };
    const named = getNamedType(nullable);
    if (!isCompositeType(named)) return { kind: 'leaf', nonNull, complete: compileLeaf(named) };
    return { kind: 'object', nonNull, shapeOf: shapesOf(named, nodes.flatMap(({ selectionSet: inner }) => inner ?? [])) };
  }

  // An operation names few of the types that could stand behind an interface: their shapes are made when they are met.
  function shapesOf(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): (typename: unknown) => ObjectShape | null {
    const shapes = new Map<unknown, ObjectShape | null>();
    const only = isAbstractType(type) ? null : type.name;
    return (typename) => {
      const name = only ?? typename ?? type.name;
      let shape = shapes.get(name);
      if (shape === undefined) {
        const known = typeof name === 'string' ? api.getType(name) : undefined;
        const fits = (isObjectType(known) || isInterfaceType(known)) && (known === type || (isAbstractType(type) && api.isSubType(type, known)))
          && (isObjectType(known) || selectionSets.every((selectionSet) => isDecided(known, selectionSet)));
        shape = fits ? objectShape(known, selectionSets) : null;
        // A subgraph may answer any name at all: only types are remembered.
        if (shape) shapes.set(name, shape);
      }
      return shape;
    };
  }

  function collect(type: Known, selections: readonly SelectionNode[], into: Map<string, FieldNode[]>): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const same = into.get(key);
        if (same) same.push(selection);
        else into.set(key, [selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment && matches(type, fragment.typeCondition?.name.value)) collect(type, fragment.selectionSet.selections, into);
    }
  }

  function matches(type: Known, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = api.getType(condition);
    return isAbstractType(conditional) && api.isSubType(conditional, type);
  }

  // Of an @interfaceObject nobody may know more than the interface; then no fragment may ask which type it is.
  function isDecided(type: GraphQLInterfaceType, { selections }: SelectionSetNode): boolean {
    return selections.every((selection) => {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment || fragment.kind === Kind.FIELD) return true;
      const condition = fragment.typeCondition ? api.getType(fragment.typeCondition.name.value) : type;
      if (matches(type, fragment.typeCondition?.name.value)) return isDecided(type, fragment.selectionSet);
      return !isCompositeType(condition) || !doTypesOverlap(api, type, condition);
    });
  }
}
