import { Kind } from 'graphql';
import type { DefinitionNode, DocumentNode, InterfaceTypeDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';

/** A type that has fields. */
export type Owner = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** A supergraph with another type in place of each that has fields. A visitor would look into every node of it, ten times as long. */
export function mapOwners(supergraph: DocumentNode, change: (owner: Owner) => Owner): DocumentNode {
  return { ...supergraph, definitions: supergraph.definitions.map((node) => (isOwner(node) ? change(node) : node)) };
}

/** The types of a supergraph that have fields. */
export function ownersIn(supergraph: DocumentNode): Owner[] {
  return supergraph.definitions.filter(isOwner);
}

function isOwner(node: DefinitionNode): node is Owner {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
