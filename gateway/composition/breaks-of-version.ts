import { buildSchema, findBreakingChanges, getNamedType, isInputObjectType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';

/** What partners lose with a version, one sentence each, beside the fields whose notice is over and the types that only those lead to. */
export function breaksOfVersion(before: string, after: string, mayGo: ReadonlySet<string>): string[] {
  const [was, is] = [buildSchema(before), buildSchema(after)];
  const isGone = (coordinate: string): boolean => {
    const [type = '', field = ''] = coordinate.split('.');
    const now = is.getType(type);
    return !isObjectType(now) || now.getFields()[field] === undefined;
  };
  const leftWithNotice = new Set([...mayGo].filter(isGone));
  const types = typesOnlyBehind(was, leftWithNotice);
  return findBreakingChanges(was, is)
    .filter(({ description }) => {
      const [, removed] = /^(\S+) was removed\.$/.exec(description) ?? [];
      return removed === undefined || (!leftWithNotice.has(removed) && !types.has(removed));
    })
    .map(({ type, description }) => `${type}: ${description}`);
}

/** Types that nothing leads to any more when these fields are gone. */
function typesOnlyBehind(schema: GraphQLSchema, gone: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => type != null);
  const next: GraphQLNamedType[] = [...roots];
  for (let type = next.pop(); type !== undefined; type = next.pop()) {
    if (reached.has(type.name)) continue;
    reached.add(type.name);
    next.push(...reachedFrom(schema, type, gone));
  }
  return new Set(Object.keys(schema.getTypeMap()).filter((name) => !reached.has(name)));
}

function reachedFrom(schema: GraphQLSchema, type: GraphQLNamedType, gone: ReadonlySet<string>): readonly GraphQLNamedType[] {
  if (isUnionType(type)) return type.getTypes();
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => getNamedType(field.type));
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields()).filter(({ name }) => !gone.has(`${type.name}.${name}`));
    const below = fields.flatMap((field) => [getNamedType(field.type), ...field.args.map((arg) => getNamedType(arg.type))]);
    return [...below, ...type.getInterfaces(), ...(isInterfaceType(type) ? schema.getPossibleTypes(type) : [])];
  }
  return [];
}
