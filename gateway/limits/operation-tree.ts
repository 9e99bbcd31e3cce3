import { Kind } from 'graphql';
import type { DocumentNode, FieldNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** One field of an operation as it would run: fragments spread out, and what is asked for twice in one place merged. */
export interface Selected {
  readonly node: FieldNode;
  readonly name: string;
  /** The innermost type condition around it within its parent; null when there is none. */
  readonly on: string | null;
  readonly below: readonly Selected[];
}

/** Spread out, the operation has more fields than may be looked at. */
export class TreeTooLarge extends Error {}

/**
 * The tree of an operation's fields, of at most `limit`. The document need not be valid: an unknown fragment has no
 * fields and one that contains itself is not spread again. @throws TreeTooLarge
 */
export function operationTree(document: DocumentNode, operation: OperationDefinitionNode, limit: number): Selected[] {
  const fragments = new Map(document.definitions
    .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
    .map((node) => [node.name.value, node]));
  let seen = 0;

  function treeOf(sets: readonly Within<SelectionSetNode>[]): Selected[] {
    const places = new Map<string, { readonly on: string | null; readonly nodes: Within<FieldNode>[] }>();
    const spread = new Set<string>();

    function gather({ of: { selections }, through }: Within<SelectionSetNode>, on: string | null): void {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          if (++seen > limit) throw new TreeTooLarge();
          const key = `${on ?? ''} ${(selection.alias ?? selection.name).value}`;
          const place = places.get(key) ?? { on, nodes: [] };
          places.set(key, place);
          place.nodes.push({ of: selection, through });
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          gather({ of: selection.selectionSet, through }, selection.typeCondition?.name.value ?? on);
        } else {
          const { value: name } = selection.name;
          const fragment = fragments.get(name);
          if (!fragment || through.includes(name) || spread.has(name)) continue;
          spread.add(name);
          gather({ of: fragment.selectionSet, through: [...through, name] }, fragment.typeCondition.name.value);
        }
      }
    }
    sets.forEach((set) => gather(set, null));

    return [...places.values()].map(({ on, nodes }) => {
      const [{ of: node }] = nodes as [Within<FieldNode>, ...Within<FieldNode>[]];
      const inner = nodes.flatMap(({ of: { selectionSet }, through }) => (selectionSet ? [{ of: selectionSet, through }] : []));
      return { node, name: node.name.value, on, below: inner.length === 0 ? [] : treeOf(inner) };
    });
  }

  return treeOf([{ of: operation.selectionSet, through: [] }]);
}

/** A node, and the fragments that were opened on the way to it. */
interface Within<Node> {
  readonly of: Node;
  readonly through: readonly string[];
}
