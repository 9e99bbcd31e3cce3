import { parse, print, visit } from 'graphql';
import { securityLinkOf, securityLinksOf } from './security-directives.ts';

/**
 * The supergraph as the query planner may read it: without exactly @authenticated, @requiresScopes and @policy,
 * which it refuses to load and which our gateway enforces before planning. @inaccessible stays: without it,
 * hidden fields would become public.
 */
export function stripSecurity(supergraphSdl: string): string {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const links = securityLinksOf(supergraph);
  if (links.length === 0) return supergraphSdl;
  const names = new Set(links.map(({ name }) => name));
  const namespaces = links.map(({ namespace }) => `${namespace}__`);
  return print(visit(supergraph, {
    Directive: (node) =>
      names.has(node.name.value) || securityLinkOf(node as Parameters<typeof securityLinkOf>[0]) ? null : undefined,
    DirectiveDefinition: (node) => (names.has(node.name.value) ? null : undefined),
    ScalarTypeDefinition: (node) => (namespaces.some((prefix) => node.name.value.startsWith(prefix)) ? null : undefined),
  }));
}
