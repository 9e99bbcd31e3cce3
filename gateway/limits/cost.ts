import {
  getNamedType, getNullableType, isAbstractType, isCompositeType, isListType, isObjectType, valueFromASTUntyped,
} from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLField, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { argumentCost } from './argument-cost.ts';
import type { CostRules } from './cost-rules.ts';
import { costOf, NO_COST, sumOf, times, worstOf } from './cost-sum.ts';
import type { Cost } from './cost-sum.ts';
import type { OwnerOf } from './field-owners.ts';
import { expectedSize, UNKNOWN_LIST } from './list-size.ts';
import type { Selected } from './operation-tree.ts';

/** A whole description of the schema is long, whoever asks for it and however little of it. */
const INTROSPECTION_COST = 1_000;

/** Changing is dearer than reading. */
const MUTATION_COST = 10;

export interface CostModel {
  readonly api: GraphQLSchema;
  readonly rules: CostRules;
  readonly ownerOf: OwnerOf;
}

/** Where a field stands: what its parent is, who brought the parent, and how long the parent said its lists are. */
interface Place {
  readonly type: GraphQLCompositeType;
  readonly from: string | null;
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * What an operation may cost, before it is run: an object costs one, a scalar nothing, or what @cost says; a list
 * costs its expected length times what one item costs. @skip and @include are not looked at: it may all be asked.
 */
export function estimateCost(
  { api, rules, ownerOf }: CostModel, operation: OperationDefinitionNode, tree: readonly Selected[], variables: Readonly<Record<string, unknown>>,
): Cost {
  const root = api.getRootType(operation.operation);
  if (!root) return NO_COST;
  const given = { ...defaultsOf(operation), ...variables };
  const isMutation = operation.operation === 'mutation';
  return ofSelections(tree, { type: root, from: null, sizes: new Map() });

  function ofSelections(selected: readonly Selected[], place: Place): Cost {
    const always: Cost[] = [];
    const byType = new Map<string, Cost[]>();
    for (const each of selected) {
      const scope = each.on === null ? place.type : api.getType(each.on);
      if (!isCompositeType(scope)) continue;
      const cost = ofField(each, { ...place, type: scope });
      if (isObjectType(scope) && scope !== place.type) byType.set(scope.name, [...(byType.get(scope.name) ?? []), cost]);
      else always.push(cost);
    }
    return byType.size === 0 ? sumOf(always) : sumOf([...always, worstOf([...byType.values()].map(sumOf))]);
  }

  function ofField({ node, name, below }: Selected, { type, from, sizes }: Place): Cost {
    if (name === '__schema' || name === '__type') return costOf(INTROSPECTION_COST, null);
    const definition = 'getFields' in type ? type.getFields()[name] : undefined;
    if (!definition) return NO_COST;
    const values = valuesOf(node, given);
    const owner = ownerOf(type.name, name, from);

    // What one implementation charges must not be cheaper through the interface.
    const candidates = [type, ...(isAbstractType(type) ? api.getPossibleTypes(type) : [])]
      .map((parent) => ({ coordinate: `${parent.name}.${name}`, own: 'getFields' in parent ? parent.getFields()[name] ?? definition : definition }));
    const expected = candidates.map(({ coordinate, own }) => expectedSize(own, rules.listSizes.get(coordinate), values))
      .filter((each) => each !== null).sort((left, right) => right.size - left.size)[0] ?? null;
    const weight = Math.max(...candidates.map(({ coordinate, own }) => rules.weights.get(coordinate) ?? weightOf(own)));
    const args = Math.max(...candidates.map(({ coordinate, own }) => argumentCost(coordinate, own.args, values, rules)));

    const ownSize = expected && expected.sizedFields.length === 0 ? expected.size : null;
    const count = lengthOf(definition.type, sizes.get(name) ?? ownSize ?? UNKNOWN_LIST);
    const returned = getNamedType(definition.type);
    const inner = isCompositeType(returned)
      ? ofSelections(below, { type: returned, from: owner, sizes: new Map((expected?.sizedFields ?? []).map((field) => [field, expected?.size ?? 0])) })
      : NO_COST;
    const fixed = args + (isMutation && type === root ? MUTATION_COST : 0);
    return sumOf([costOf(fixed + count * weight, owner), times(count, inner)]);
  }

  function weightOf({ type }: GraphQLField<unknown, unknown>): number {
    const named = getNamedType(type);
    const types = [named, ...(isAbstractType(named) ? api.getPossibleTypes(named) : [])];
    return Math.max(...types.map(({ name }) => rules.weights.get(name) ?? (isCompositeType(named) ? 1 : 0)));
  }
}

// Only the outermost list has a size that was told; lists within it are unknown ones.
function lengthOf(type: GraphQLOutputType, size: number): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? size * lengthOf(nullable.ofType as GraphQLOutputType, UNKNOWN_LIST) : 1;
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(variableDefinitions.flatMap(({ variable, defaultValue }) =>
    (defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [])));
}

function valuesOf({ arguments: given = [] }: FieldNode, variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]));
}
