import { buildASTSchema, isObjectType, parse, valueFromASTUntyped } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';

/** A schema that many subgraphs serve behind one name, each for what is its own. */
export interface PartitionContract {
  readonly schema: GraphQLSchema;
  /** Key fields of every entity, flat; `owner` is among them. */
  readonly keysOf: ReadonlyMap<string, readonly string[]>;
  /** The key field, and the argument of every root field, that says whose it is. */
  readonly owner: string;
}

/** Reads a contract. @throws Error when an entity or a root field of it does not say whose it is. */
export function readContract(sdl: string, owner: string): PartitionContract {
  const schema = buildASTSchema(parse(sdl, { noLocation: true }), { assumeValidSDL: true });
  const keysOf = new Map<string, readonly string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    const keys = isObjectType(type) ? keyFieldsOf(type) : null;
    if (keys === null) continue;
    if (!keys.includes(owner)) throw new Error(`${type.name} has no ${owner} in its key, so nobody knows whose it is.`);
    keysOf.set(type.name, keys);
  }
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (!field.args.some(({ name }) => name === owner || name === 'input')) throw new Error(`${root?.name}.${field.name} takes no ${owner}, so nobody knows whom to ask.`);
    }
  }
  return { schema, keysOf, owner };
}

function keyFieldsOf({ astNode }: GraphQLObjectType): readonly string[] | null {
  const key = astNode?.directives?.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields');
  return fields === undefined ? null : String(valueFromASTUntyped(fields.value)).split(/[\s,]+/).filter(Boolean);
}
