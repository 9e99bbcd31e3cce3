import { Kind } from 'graphql';
import type { FieldDefinitionNode } from 'graphql';

/** A field of Query by which a plan can begin at an object of a type in one subgraph. Only the planner knows it. */
export function entryField(entry: string, graph: string, type: string): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: { kind: Kind.NAME, value: entry },
    type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    directives: [{
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: 'join__field' },
      arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value: { kind: Kind.ENUM, value: graph } }],
    }],
  };
}
