import type { DirectiveNode, DocumentNode } from 'graphql';
import { serviceNamesOf } from '../execution/tell-requirements-apart.ts';
import { argumentsOf } from './cost-rules.ts';

/** Which subgraph is likely asked for a field, when `from` is the one its parent came from. Null when none is. */
export type OwnerOf = (type: string, field: string, from: string | null) => string | null;

/** The subgraphs that resolve each type and each `Type.field`, as plain data. */
export interface FieldOwners {
  readonly ofType: ReadonlyMap<string, readonly string[]>;
  readonly ofField: ReadonlyMap<string, readonly string[]>;
}

/** Where several could resolve a field, the one that has the parent in hand is taken, as a planner would; else the first. */
export function ownerOf({ ofType, ofField }: FieldOwners): OwnerOf {
  return (type, field, from) => {
    const owners = ofField.get(`${type}.${field}`) ?? ofType.get(type) ?? [];
    return from !== null && owners.includes(from) ? from : owners[0] ?? null;
  };
}

/** Who resolves what, read from a supergraph. */
export function readFieldOwners(supergraph: DocumentNode): FieldOwners {
  const names = serviceNamesOf(supergraph);
  const ofType = new Map<string, string[]>();
  const ofField = new Map<string, string[]>();

  for (const node of supergraph.definitions) {
    if (node.kind !== 'ObjectTypeDefinition' && node.kind !== 'InterfaceTypeDefinition') continue;
    ofType.set(node.name.value, graphsIn(applied(node.directives, 'join__type')));
    for (const { name, directives } of node.fields ?? []) {
      const joined = applied(directives, 'join__field');
      const resolving = graphsIn(joined.filter(({ external, usedOverridden }) => external !== true && usedOverridden !== true));
      if (resolving.length > 0) ofField.set(`${node.name.value}.${name.value}`, resolving);
    }
  }

  const named = ([coordinate, graphs]: [string, string[]]) => [coordinate, graphs.map((graph) => names.get(graph) ?? graph)] as const;
  return { ofType: new Map([...ofType].map(named)), ofField: new Map([...ofField].map(named)) };
}

function applied(directives: readonly DirectiveNode[] = [], name: string): Record<string, unknown>[] {
  return directives.filter((directive) => directive.name.value === name).map(argumentsOf);
}

function graphsIn(joined: readonly Record<string, unknown>[]): string[] {
  return [...new Set(joined.map(({ graph }) => graph).filter((graph) => typeof graph === 'string'))];
}
