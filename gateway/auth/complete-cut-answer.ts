import {
  getDirectiveValues, getNullableType, GraphQLIncludeDirective, GraphQLSkipDirective, isListType, isNonNullType, isObjectType, Kind,
} from 'graphql';
import type {
  DirectiveNode, FieldNode, GraphQLObjectType, GraphQLOutputType, GraphQLSchema, SelectionNode,
} from 'graphql';
import { CONCRETE_TYPE } from './cut-unauthorised.ts';
import type { CutField, CutOperation } from './cut-unauthorised.ts';

type Variables = Readonly<Record<string, unknown>>;
type Data = Readonly<Record<string, unknown>>;

/** The cuts that this request asked for: not those that its variables skip. One place is reported once. */
export function cutsAskedFor({ cut }: CutOperation, variables: Variables): CutField[] {
  const byPlace = new Map<string, CutField>();
  for (const field of cut.values()) {
    if (isIncluded(field.conditions, variables)) byPlace.set(`${field.path.join('.')} ${field.coordinate}`, field);
  }
  return [...byPlace.values()];
}

/**
 * Puts the answer to a cut operation into the shape of the operation as it was asked: each cut field is null,
 * and a null where the schema allows none makes its parent null, up to `null` for the whole.
 */
export function completeCutAnswer(
  schema: GraphQLSchema, { asked, cut, above }: CutOperation, data: Data, variables: Variables,
): Data | null {
  const root = schema.getRootType(asked.operation);
  return root ? completeObject(root, asked.selectionSet.selections, data) : data;

  function completeObject(type: GraphQLObjectType, selections: readonly SelectionNode[], value: Data): Data | null {
    const completed: Record<string, unknown> = {};
    for (const [key, nodes] of collect(type, selections)) {
      const name = nodes[0]?.name.value ?? key;
      const definition = type.getFields()[name];
      // Two selections of one key may ask for it under different types; one that was let through brings the value.
      const kept = nodes.filter((node) => !cut.has(node));
      const below = kept.filter((node) => above.has(node));
      const own = kept.length === 0 ? null : value[key] ?? null;
      completed[key] = definition && below.length > 0
        ? completeValue(definition.type, kept.flatMap((node) => node.selectionSet?.selections ?? []), own)
        : own;
      if (completed[key] === null && definition && isNonNullType(definition.type)) return null;
    }
    return completed;
  }

  function completeValue(type: GraphQLOutputType, selections: readonly SelectionNode[], value: unknown): unknown {
    if (value === null || value === undefined) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const ofType = nullable.ofType as GraphQLOutputType;
      const items = (value as readonly unknown[]).map((item) => completeValue(ofType, selections, item));
      return isNonNullType(ofType) && items.includes(null) ? null : items;
    }
    const object = value as Data;
    const concrete = isObjectType(nullable) ? nullable : schema.getType(String(object[CONCRETE_TYPE]));
    return isObjectType(concrete) ? completeObject(concrete, selections, object) : null;
  }

  function collect(type: GraphQLObjectType, selections: readonly SelectionNode[], into = new Map<string, FieldNode[]>()) {
    for (const selection of selections) {
      if (!isIncluded(selection.directives ?? [], variables)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        into.set(key, [...(into.get(key) ?? []), selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT && matches(type, selection.typeCondition?.name.value)) {
        collect(type, selection.selectionSet.selections, into);
      }
    }
    return into;
  }

  function matches(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = schema.getType(condition);
    return conditional !== undefined && 'resolveType' in conditional && schema.isSubType(conditional, type);
  }
}

function isIncluded(directives: readonly DirectiveNode[], variables: Variables): boolean {
  return directives.every((directive) => {
    const node = { directives: [directive] };
    return getDirectiveValues(GraphQLSkipDirective, node, variables)?.if !== true
      && getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
  });
}
