import { buildASTSchema, GraphQLError, Kind, parse, validateSchema } from 'graphql';
import type { DefinitionNode, DocumentNode, GraphQLSchema } from 'graphql';
import { isObject } from './base-graph.ts';
import { coordinatesIn } from './coordinates.ts';
import { wrongValues } from './judge-values.ts';
import type { Invalid } from './judge-values.ts';
import { OPENED } from './rules.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

// What an extension may use without defining it. Its own types stand alone: no other house's types are in reach.
const AROUND = parse(`
  directive @link(url: String!, import: [String!]) repeatable on SCHEMA
  directive @key(fields: String!) repeatable on OBJECT | INTERFACE
  directive @shareable repeatable on OBJECT | FIELD_DEFINITION
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  schema { query: Query }
  type Query { nothing: Int }
`, { noLocation: true });

/** What GraphQL itself says of an extension that keeps all other rules: names that mean nothing, values of the wrong type. */
export function judgeValidity(document: DocumentNode): Violation[] {
  // An opened entity may be extended without being defined: the first of its parts stands for its definition.
  const definitions = document.definitions.map((node) =>
    (node === firstOf(document, node) && node.kind === Kind.OBJECT_TYPE_EXTENSION ? { ...node, kind: Kind.OBJECT_TYPE_DEFINITION } as const : node));
  const own: DocumentNode = { kind: Kind.DOCUMENT, definitions };
  const coordinates = coordinatesIn(own);
  return judgeSchema(own).map(({ message, node }) => {
    const coordinate = node === undefined ? null : coordinates.get(node) ?? null;
    return violation('valid', PROGRAMME, coordinate, { reason: message.slice(0, 300) });
  });
}

function judgeSchema(own: DocumentNode): Invalid[] {
  const schema = built(own);
  if ('message' in schema) return [schema];
  const invalid = validateSchema(schema).map(({ message, nodes }) => ({ message, node: nodes?.[0] }));
  return invalid.length > 0 ? invalid : wrongValues(own, schema);
}

/** The schema, or why there is none. */
function built({ definitions }: DocumentNode): GraphQLSchema | Invalid {
  try {
    return buildASTSchema({ kind: Kind.DOCUMENT, definitions: [...AROUND.definitions, ...definitions] });
  } catch (error) {
    // GraphQL.js follows a default into the type that it is a default of, and again, for ever.
    if (error instanceof RangeError) return { message: 'A default value contains itself.', node: undefined };
    return { message: error instanceof Error ? error.message : String(error), node: error instanceof GraphQLError ? error.nodes?.[0] : undefined };
  }
}

function firstOf({ definitions }: DocumentNode, node: DefinitionNode): DefinitionNode | null {
  if (node.kind !== Kind.OBJECT_TYPE_EXTENSION || !OPENED.has(node.name.value)) return null;
  const parts = definitions.filter(isObject).filter(({ name }) => name.value === node.name.value);
  return parts.some(({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION) ? null : parts[0] ?? null;
}
