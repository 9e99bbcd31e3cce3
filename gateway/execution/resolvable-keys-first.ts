import { Kind, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, TypeDefinitionNode } from 'graphql';

/**
 * The planner enters a subgraph again by the first @key that subgraph can give of itself, also when the key says it
 * cannot be resolved there; what comes back is null. With the resolvable keys first, it takes one that can.
 */
export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const sort = <T extends TypeDefinitionNode>(node: T): T => {
    const directives = node.directives ?? [];
    return { ...node, directives: [...directives.filter((each) => !isUnresolvable(each)), ...directives.filter(isUnresolvable)] };
  };
  return visit(supergraph, { ObjectTypeDefinition: sort, InterfaceTypeDefinition: sort });
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  return name.value === 'join__type'
    && given.some(({ name: argument, value }) => argument.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);
}
