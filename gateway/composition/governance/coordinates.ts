import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';

/** Every node of a document with the coordinate of what it belongs to: `Type`, `Type.field`, `Type.field(argument:)`. */
export function coordinatesIn(document: DocumentNode): ReadonlyMap<ASTNode, string> {
  const coordinates = new Map<ASTNode, string>();
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      const around = [...ancestors, parent].findLast((each) => each !== undefined && 'kind' in each);
      const outer = around && coordinates.get(around);
      const coordinate = ownCoordinate(node, outer) ?? outer;
      if (coordinate !== undefined) coordinates.set(node, coordinate);
    },
  });
  return coordinates;
}

function ownCoordinate(node: ASTNode, outer: string | undefined): string | undefined {
  switch (node.kind) {
    case Kind.FIELD_DEFINITION:
    case Kind.ENUM_VALUE_DEFINITION:
      return `${outer}.${node.name.value}`;
    case Kind.INPUT_VALUE_DEFINITION:
      return outer?.includes('.') ? `${outer}(${node.name.value}:)` : `${outer}.${node.name.value}`;
    default:
      return outer === undefined && 'name' in node && node.name ? node.name.value : undefined;
  }
}
