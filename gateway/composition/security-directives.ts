import { valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, SchemaDefinitionNode, SchemaExtensionNode } from 'graphql';

/** The three directives our own gateway enforces, by the name of their specification. */
export type SecurityDirective = 'authenticated' | 'requiresScopes' | 'policy';

export interface SecurityLink {
  readonly directive: SecurityDirective;
  /** What it is called in this SDL: a link may rename it, and a renamed rule must hold all the same. */
  readonly name: string;
  /** Prefix of the types that come with it, as in `requiresScopes__Scope`. */
  readonly namespace: string;
}

const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy)\/v\d/;

/** Which security directives a supergraph links, and under what name. */
export function securityLinksOf(supergraph: DocumentNode): SecurityLink[] {
  return supergraph.definitions
    .filter((node): node is SchemaDefinitionNode | SchemaExtensionNode =>
      node.kind === 'SchemaDefinition' || node.kind === 'SchemaExtension')
    .flatMap(({ directives }) => directives ?? [])
    .map(securityLinkOf)
    .filter((link) => link !== null);
}

/** What one application of @link brings in, or null when it is not one of the three. */
export function securityLinkOf(link: ConstDirectiveNode): SecurityLink | null {
  if (link.name.value !== 'link' && link.name.value !== 'core') return null;
  const given = Object.fromEntries((link.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
  const url = given.url ?? given.feature;
  const directive = typeof url === 'string' ? SPECIFICATION.exec(url)?.[1] as SecurityDirective | undefined : undefined;
  if (!directive) return null;
  const namespace = typeof given.as === 'string' ? given.as : directive;
  return { directive, namespace, name: importedName(given.import, directive) ?? namespace };
}

function importedName(imports: unknown, directive: SecurityDirective): string | null {
  if (!Array.isArray(imports)) return null;
  for (const element of imports as unknown[]) {
    if (element === `@${directive}`) return directive;
    if (typeof element !== 'object' || element === null || !('name' in element) || element.name !== `@${directive}`) continue;
    return 'as' in element && typeof element.as === 'string' ? element.as.replace(/^@/, '') : directive;
  }
  return null;
}
