import { TypeInfo, buildSchema, getNamedType, getNullableType, isListType, isObjectType, parse, visit, visitWithTypeInfo } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';

/** Every field of the graph that answers a list of objects, plain or as a connection, as `Type.field`. */
export function listFieldsOf(apiSdl: string): string[] {
  const schema = buildSchema(apiSdl);
  return Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
    .filter(({ name }) => !/(Connection|Edge|Payload)$/.test(name) && name !== 'Mutation')
    .flatMap((type) => Object.values(type.getFields())
      .filter((field) => {
        const named = getNamedType(field.type);
        return isObjectType(named) && (isListType(getNullableType(field.type)) || named.name.endsWith('Connection'));
      })
      .map((field) => `${type.name}.${field.name}`))
    .sort();
}

/** The coordinates of the fields that these documents ask for. */
export function fieldsAskedBy(apiSdl: string, documents: readonly string[]): Set<string> {
  const schema: GraphQLSchema = buildSchema(apiSdl);
  const asked = new Set<string>();
  for (const document of documents) {
    const info = new TypeInfo(schema);
    visit(parse(document), visitWithTypeInfo(info, {
      Field() {
        const parent = info.getParentType();
        const field = info.getFieldDef();
        if (parent && field) asked.add(`${parent.name}.${field.name}`);
      },
    }));
  }
  return asked;
}
