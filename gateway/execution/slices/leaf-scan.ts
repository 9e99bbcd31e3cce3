import { GraphQLBoolean, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString, isEnumType } from 'graphql';
import type { Leaf } from './places.ts';
import { scanAny, scanBoolean, scanFloat, scanInt, scanItems, scanString, scanWord, UNEXPECTED } from './scan.ts';

/** Reads a value that is not null and answers where it ends. Throws UNEXPECTED when it is none of its type. */
export type ScanLeaf = (bytes: Buffer, at: number) => number;

const BUILT_IN: ReadonlyMap<string, ScanLeaf> = new Map<string, ScanLeaf>([
  [GraphQLString.name, scanString],
  [GraphQLBoolean.name, scanBoolean],
  [GraphQLInt.name, scanInt],
  [GraphQLFloat.name, scanFloat],
  [GraphQLID.name, scanString],
]);

export function leafScanner({ type, nullableItems: [areItemsNullable, ...deeper] }: Leaf): ScanLeaf {
  if (areItemsNullable !== undefined) return listScanner(leafScanner({ type, nullableItems: deeper }), areItemsNullable);
  if (type === null) return scanAny;
  if (!isEnumType(type)) return BUILT_IN.get(type.name) ?? scanAny;
  const names = new Set(type.getValues().map(({ name }) => name));
  return (bytes, at) => {
    const end = scanString(bytes, at);
    if (!names.has(bytes.toString('latin1', at + 1, end - 1))) throw UNEXPECTED;
    return end;
  };
}

function listScanner(scanItem: ScanLeaf, areItemsNullable: boolean): ScanLeaf {
  return (bytes, at) => {
    if (bytes[at] !== 91) throw UNEXPECTED;
    return scanItems(bytes, at, 93, (start) => {
      if (bytes[start] !== 110) return scanItem(bytes, start);
      if (!areItemsNullable) throw UNEXPECTED;
      return scanWord(bytes, start, 'null');
    });
  };
}
