import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, getNamedType, isAbstractType, isEnumType, isListType, isObjectType, getNullableType, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ExecutionResult, GraphQLOutputType, GraphQLSchema } from 'graphql';
import type { Source } from '../../../gateway/execution/source.ts';

/** What subgraphs were asked for, as `Type.field`. */
export type Reached = Set<string>;

/** A subgraph that has something for whatever is asked, and notes what that was. */
export function mockedSource(name: string, sdl: string, reached: Reached): Source {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl) });
  return {
    name,
    keys: { keys: [] },
    async execute({ query, variables }) {
      const document = parse(query);
      const types = new TypeInfo(schema);
      visit(document, visitWithTypeInfo(types, {
        Field({ name: { value: field } }) { reached.add(`${types.getParentType()?.name}.${field}`); },
      }));
      const result = await execute({
        schema, document, variableValues: variables,
        fieldResolver: (source: Record<string, unknown> | undefined, _args, _context, { fieldName, returnType }) => source?.[fieldName] ?? anything(schema, returnType),
        typeResolver: (value: { readonly __typename: string }) => value.__typename,
      });
      return JSON.parse(JSON.stringify(result)) as ExecutionResult<Record<string, unknown>> as never;
    },
    forward: () => Promise.resolve(false),
    ready: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}

function anything(schema: GraphQLSchema, type: GraphQLOutputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [anything(schema, nullable.ofType as GraphQLOutputType)];
  const named = getNamedType(nullable);
  if (isObjectType(named)) return { __typename: named.name };
  if (isAbstractType(named)) return { __typename: schema.getPossibleTypes(named)[0]?.name };
  if (isEnumType(named)) return named.getValues()[0]?.value;
  switch (named.name) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    default:
      return '1';
  }
}
