import {
  GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString, isEnumType,
} from 'graphql';
import type { GraphQLLeafType } from 'graphql';

/** The value as it is answered; undefined when it is none of the type. Never given null. */
export type CompleteLeaf = (value: unknown) => unknown;

const MOST = 2 ** 31 - 1;

const BUILT_IN: ReadonlyMap<string, CompleteLeaf> = new Map<string, CompleteLeaf>([
  [GraphQLString.name, (value) => (typeof value === 'string' ? value : undefined)],
  [GraphQLBoolean.name, (value) => (typeof value === 'boolean' ? value : undefined)],
  [GraphQLInt.name, (value) => (Number.isInteger(value) && Math.abs(value as number) <= MOST + 1 && value !== MOST + 1 ? value : undefined)],
  [GraphQLFloat.name, (value) => (Number.isFinite(value) ? value : undefined)],
  [GraphQLID.name, (value) => (typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined)],
]);

/** Checks values that come over the wire. What a custom scalar may be, only its subgraph knows. */
export function compileLeaf(type: GraphQLLeafType): CompleteLeaf {
  if (isEnumType(type)) {
    const values: ReadonlySet<unknown> = new Set(type.getValues().map(({ name }) => name));
    return (value) => (values.has(value) ? value : undefined);
  }
  return BUILT_IN.get(type.name) ?? ((value) => value);
}
