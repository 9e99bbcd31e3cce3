import { getNamedType, isObjectType, Kind } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, GraphQLNamedType, GraphQLObjectType, SelectionNode, SelectionSetNode } from 'graphql';
import type { PartitionContract } from './partition-contract.ts';

/** What an answer may have at one place: nothing else of it is looked at. */
export interface ObjectShape {
  /** By response key; null for a leaf. */
  readonly fields: ReadonlyMap<string, ObjectShape | null>;
  /** Set where an entity stands: response keys that must echo its type and its key. */
  readonly echo: Echo | null;
  /** Of an entity: response keys of a key field or of the type that were asked anyhow, by the key that echoes the same. */
  readonly sameAs: ReadonlyMap<string, string>;
}

export interface Echo {
  readonly type: string;
  readonly typeKey: string;
  /** Response key by key field. */
  readonly keys: ReadonlyMap<string, string>;
}

/** The object a selection is made on, and what is found out about it on the way. */
interface Within {
  readonly object: GraphQLObjectType;
  readonly fields: Map<string, ObjectShape | null>;
  readonly sameAs: Map<string, string>;
  /** Echoing response key by name of field. */
  readonly echoes: ReadonlyMap<string, string>;
}

/** A selection as it is sent, and the shape of what comes back. */
export interface Shaped {
  readonly selectionSet: SelectionSetNode;
  readonly shape: ObjectShape;
}

/**
 * Makes the entities of a selection say who they are: wherever an entity is selected, its type and its key are asked
 * back under response keys of our own, so that an answer in the wrong order, or about somebody else's, shows itself.
 * `prefix` begins those keys and no other response key.
 */
export function askBack(contract: PartitionContract, fragments: ReadonlyMap<string, FragmentDefinitionNode>, prefix: string) {
  const typeNamed = (name: string): GraphQLObjectType => {
    const type = contract.schema.getType(name);
    if (!isObjectType(type)) throw new Error(`${name} is no object type of the contract.`);
    return type;
  };

  function shaped(type: GraphQLNamedType, selectionSet: SelectionSetNode): Shaped {
    const object = typeNamed(type.name);
    const fields = new Map<string, ObjectShape | null>();
    const keys = contract.keysOf.get(object.name);
    const echo = keys === undefined ? null : echoOf(object.name, keys);
    const within: Within = { object, fields, sameAs: new Map(), echoes: new Map(echo === null ? [] : [['__typename', echo.typeKey], ...echo.keys]) };
    const selections = selectionsOf(within, selectionSet);
    return {
      selectionSet: { kind: Kind.SELECTION_SET, selections: echo === null ? selections : [...selections, ...echoFields(echo)] },
      shape: { fields, echo, sameAs: within.sameAs },
    };
  }

  /** Fragments become inline ones without a type, since the type is known; those of other types select nothing. */
  function selectionsOf(within: Within, { selections }: SelectionSetNode): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return [fieldOf(within, selection)];
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined || (fragment.typeCondition !== undefined && fragment.typeCondition.name.value !== within.object.name)) return [];
      const inner = selectionsOf(within, fragment.selectionSet);
      const directives = selection.directives ?? [];
      return directives.length === 0 ? inner
        : [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections: inner } }];
    });
  }

  function fieldOf({ object, fields, sameAs, echoes }: Within, field: FieldNode): FieldNode {
    const key = field.alias?.value ?? field.name.value;
    if (field.selectionSet === undefined) {
      fields.set(key, null);
      const echoed = echoes.get(field.name.value);
      if (echoed !== undefined) sameAs.set(key, echoed);
      return field;
    }
    const inner = shaped(getNamedType(fieldType(object, field)), field.selectionSet);
    const before = fields.get(key);
    fields.set(key, before ? merged(before, inner.shape) : inner.shape);
    return { ...field, selectionSet: inner.selectionSet };
  }

  function echoOf(type: string, keys: readonly string[]): Echo {
    return { type, typeKey: `${prefix}type`, keys: new Map(keys.map((key) => [key, `${prefix}${key}`])) };
  }

  return { shaped, typeNamed };
}

function fieldType(type: GraphQLObjectType, { name }: FieldNode) {
  const field = type.getFields()[name.value];
  if (field === undefined) throw new Error(`${type.name}.${name.value} is no field of the contract.`);
  return field.type;
}

function merged(left: ObjectShape, right: ObjectShape): ObjectShape {
  const fields = new Map(left.fields);
  for (const [key, shape] of right.fields) {
    const before = fields.get(key);
    fields.set(key, before && shape ? merged(before, shape) : shape);
  }
  return { fields, echo: left.echo, sameAs: new Map([...left.sameAs, ...right.sameAs]) };
}

function echoFields({ typeKey, keys }: Echo): FieldNode[] {
  return [aliased(typeKey, '__typename'), ...[...keys].map(([key, alias]) => aliased(alias, key))];
}

function aliased(alias: string, name: string): FieldNode {
  return { kind: Kind.FIELD, alias: { kind: Kind.NAME, value: alias }, name: { kind: Kind.NAME, value: name } };
}
