import { getNamedType, getNullableType, isInputObjectType, isListType } from 'graphql';
import type { GraphQLArgument, GraphQLInputType } from 'graphql';
import type { CostRules } from './cost-rules.ts';

/** What the given arguments of a field cost: one each input object, and whatever @cost says of an argument or input field. */
export function argumentCost(
  coordinate: string, definitions: readonly GraphQLArgument[], given: Readonly<Record<string, unknown>>, { weights }: CostRules,
): number {
  return definitions
    .filter(({ name }) => given[name] !== undefined && given[name] !== null)
    .reduce((cost, { name, type }) => cost + valueCost(type, given[name], weights.get(`${coordinate}(${name}:)`)), 0);

  function valueCost(type: GraphQLInputType, value: unknown, own: number | undefined): number {
    if (value === null || value === undefined) return 0;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const items = Array.isArray(value) ? value as unknown[] : [value];
      return items.reduce<number>((cost, item) => cost + valueCost(nullable.ofType as GraphQLInputType, item, own), 0);
    }
    const named = getNamedType(nullable);
    const weight = own ?? weights.get(named.name) ?? (isInputObjectType(named) ? 1 : 0);
    if (!isInputObjectType(named)) return weight;
    const fields = Object(value) as Record<string, unknown>;
    return Object.values(named.getFields()).reduce(
      (cost, { name, type: inner }) => cost + valueCost(inner, fields[name], weights.get(`${named.name}.${name}`)), weight,
    );
  }
}
