import type { ConstDirectiveNode, DocumentNode } from 'graphql';
import { mapOwners } from './map-owners.ts';
import { booleanOf } from './tell-requirements-apart.ts';

/**
 * The planner enters a subgraph again by the first @key that subgraph can give of itself, also when the key says it
 * cannot be resolved there; what comes back is null. With the resolvable keys first, it takes one that can.
 */
export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  return mapOwners(supergraph, (owner) => {
    const directives = owner.directives ?? [];
    return { ...owner, directives: [...directives.filter((each) => !isUnresolvable(each)), ...directives.filter(isUnresolvable)] };
  });
}

function isUnresolvable(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && booleanOf(directive, 'resolvable') === false;
}
