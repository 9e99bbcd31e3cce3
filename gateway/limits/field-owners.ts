import { parse, valueFromASTUntyped } from 'graphql';
import type { DirectiveNode } from 'graphql';

/** Which subgraph is likely asked for a field, when `from` is the one its parent came from. Null when none is. */
export type OwnerOf = (type: string, field: string, from: string | null) => string | null;

/**
 * Who resolves what, read from a supergraph. Where several could, the one that has the parent in hand is taken, as
 * a planner would; else the first.
 */
export function readFieldOwners(supergraphSdl: string): OwnerOf {
  const names = new Map<string, string>();
  const ofType = new Map<string, string[]>();
  const ofField = new Map<string, string[]>();

  for (const node of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (node.kind === 'EnumTypeDefinition' && node.name.value === 'join__Graph') {
      for (const { name, directives } of node.values ?? []) {
        names.set(name.value, String(applied(directives, 'join__graph')[0]?.name ?? name.value));
      }
    }
    if (node.kind !== 'ObjectTypeDefinition' && node.kind !== 'InterfaceTypeDefinition') continue;
    ofType.set(node.name.value, graphsIn(applied(node.directives, 'join__type')));
    for (const { name, directives } of node.fields ?? []) {
      const joined = applied(directives, 'join__field');
      const resolving = graphsIn(joined.filter(({ external, usedOverridden }) => external !== true && usedOverridden !== true));
      if (resolving.length > 0) ofField.set(`${node.name.value}.${name.value}`, resolving);
    }
  }

  return (type, field, from) => {
    const graphs = ofField.get(`${type}.${field}`) ?? ofType.get(type) ?? [];
    const owners = graphs.map((graph) => names.get(graph) ?? graph);
    return from !== null && owners.includes(from) ? from : owners[0] ?? null;
  };
}

function applied(directives: readonly DirectiveNode[] = [], name: string): Record<string, unknown>[] {
  return directives.filter((directive) => directive.name.value === name).map((directive) =>
    Object.fromEntries((directive.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])));
}

function graphsIn(joined: readonly Record<string, unknown>[]): string[] {
  return [...new Set(joined.map(({ graph }) => graph).filter((graph) => typeof graph === 'string'))];
}
