import { Kind } from 'graphql';
import type { ConstDirectiveNode, DefinitionNode, DocumentNode } from 'graphql';
import { securityLinkOf, securityLinksOf } from './security-directives.ts';

/** A definition of any kind, and what is defined in it. */
interface Defined {
  readonly directives?: readonly ConstDirectiveNode[];
  readonly fields?: readonly Defined[];
  readonly arguments?: readonly Defined[];
  readonly values?: readonly Defined[];
}

/**
 * The supergraph as the query planner may read it: without exactly @authenticated, @requiresScopes and @policy,
 * which it refuses to load and which our gateway enforces before planning. @inaccessible stays: without it,
 * hidden fields would become public.
 */
export function stripSecurity(supergraph: DocumentNode): DocumentNode {
  const links = securityLinksOf(supergraph);
  if (links.length === 0) return supergraph;
  const names = new Set(links.map(({ name }) => name));
  const namespaces = links.map(({ namespace }) => `${namespace}__`);

  function isSecurity(node: DefinitionNode): boolean {
    if (node.kind === Kind.DIRECTIVE_DEFINITION) return names.has(node.name.value);
    return node.kind === Kind.SCALAR_TYPE_DEFINITION && namespaces.some((prefix) => node.name.value.startsWith(prefix));
  }

  function withoutRules<Node extends Defined>(node: Node): Node {
    const { directives, fields, arguments: given, values } = node;
    return {
      ...node,
      ...(directives && { directives: directives.filter((directive) => !names.has(directive.name.value) && !securityLinkOf(directive)) }),
      ...(fields && { fields: fields.map(withoutRules) }),
      ...(given && { arguments: given.map(withoutRules) }),
      ...(values && { values: values.map(withoutRules) }),
    };
  }

  return { ...supergraph, definitions: supergraph.definitions.filter((node) => !isSecurity(node)).map((node) => withoutRules(node as DefinitionNode & Defined)) };
}
