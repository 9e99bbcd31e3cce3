import { GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType, Kind, parse, specifiedDirectives } from 'graphql';
import type { DefinitionNode, GraphQLNamedType } from 'graphql';
// What buildASTSchema is made of: it makes the fields of all types in one go, during which nobody is answered.
import { extendSchemaImpl } from 'graphql/utilities/extendSchema.js';

/** For so long others may be kept waiting at a time. */
const STEP_MS = 4;

const NOTHING = { description: undefined, types: [], directives: [], extensions: {}, extensionASTNodes: [], assumeValid: true };

/** The schema of an SDL that a schema was printed to, given in pieces, made in steps between which others are answered. */
export async function schemaInSteps(pieces: readonly string[]): Promise<GraphQLSchema> {
  const definitions: DefinitionNode[] = [];
  await eachInSteps(pieces, (piece) => { definitions.push(...parse(piece, { noLocation: true }).definitions); });
  const config = extendSchemaImpl(NOTHING, { kind: Kind.DOCUMENT, definitions }, { assumeValid: true, assumeValidSDL: true });
  await othersFirst();
  await eachInSteps(config.types, makeFields);
  const roots = new Map(config.types.filter(isObjectType).map((type) => [type.name, type]));
  const rooted = config.astNode ? config : { ...config, query: roots.get('Query'), mutation: roots.get('Mutation'), subscription: roots.get('Subscription') };
  const known = new Set(config.directives.map(({ name }) => name));
  const schema = new GraphQLSchema({ ...rooted, directives: [...config.directives, ...specifiedDirectives.filter(({ name }) => !known.has(name))] });
  await othersFirst();
  return schema;
}

/** They are made when they are first asked for. */
function makeFields(type: GraphQLNamedType): void {
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) type.getFields();
}

async function eachInSteps<Item>(items: readonly Item[], take: (item: Item) => void): Promise<void> {
  let since = performance.now();
  for (const item of items) {
    take(item);
    if (performance.now() - since < STEP_MS) continue;
    await othersFirst();
    since = performance.now();
  }
  await othersFirst();
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}
