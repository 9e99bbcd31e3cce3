import { valueFromASTUntyped, visit } from 'graphql';
import type { ASTNode, ConstDirectiveNode, DirectiveNode, DocumentNode } from 'graphql';

/** What @listSize says of one field. */
export interface ListSize {
  readonly assumedSize: number | null;
  /** Arguments that say how many are asked for. */
  readonly slicingArguments: readonly string[];
  /** Fields of what is returned that are the list; empty when the field is the list itself. */
  readonly sizedFields: readonly string[];
}

/** @cost and @listSize of a supergraph, by coordinate: `Type`, `Type.field`, `Type.field(argument:)`, `Input.field`. */
export interface CostRules {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/cost\/v\d/;

export function readCostRules(supergraph: DocumentNode): CostRules {
  const names = directiveNames(supergraph);
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();
  if (!names) return { weights, listSizes };
  const { cost, listSize } = names;

  function note(coordinate: string, directives: readonly DirectiveNode[] = []): void {
    for (const directive of directives) {
      const given = argumentsOf(directive);
      const weight = Number(given.weight);
      if (directive.name.value === cost && Number.isFinite(weight)) weights.set(coordinate, weight);
      if (directive.name.value !== listSize) continue;
      listSizes.set(coordinate, {
        assumedSize: typeof given.assumedSize === 'number' ? given.assumedSize : null,
        slicingArguments: namesIn(given.slicingArguments),
        sizedFields: namesIn(given.sizedFields),
      });
    }
  }

  visit(supergraph, {
    enter(node, _key, _parent, _path, ancestors) {
      if (node.kind === 'DirectiveDefinition') return false;
      if (node.kind !== 'FieldDefinition' && node.kind !== 'InputValueDefinition') {
        if ('name' in node && node.name && 'directives' in node) note(node.name.value, node.directives);
        return undefined;
      }
      const [owner, outer] = ancestors.filter(isNamed).toReversed().map(({ name }) => name.value);
      const isArgument = node.kind === 'InputValueDefinition' && ancestors.some((ancestor) => 'kind' in ancestor && ancestor.kind === 'FieldDefinition');
      note(isArgument ? `${outer}.${owner}(${node.name.value}:)` : `${owner}.${node.name.value}`, node.directives);
      return undefined;
    },
  });
  return { weights, listSizes };
}

// A link may rename both; what it does not import is called by its namespace.
function directiveNames(supergraph: DocumentNode): { readonly cost: string; readonly listSize: string } | null {
  for (const node of supergraph.definitions) {
    if (node.kind !== 'SchemaDefinition' && node.kind !== 'SchemaExtension') continue;
    for (const link of node.directives ?? []) {
      const { url, as, import: imports } = argumentsOf(link);
      if (link.name.value !== 'link' || typeof url !== 'string' || !SPECIFICATION.test(url)) continue;
      const namespace = typeof as === 'string' ? as : 'cost';
      return { cost: importedAs(imports, '@cost') ?? namespace, listSize: importedAs(imports, '@listSize') ?? `${namespace}__listSize` };
    }
  }
  return null;
}

function importedAs(imports: unknown, directive: string): string | null {
  for (const element of Array.isArray(imports) ? imports as unknown[] : []) {
    const { name, as } = Object(element) as { readonly name?: unknown; readonly as?: unknown };
    if (element === directive || name === directive) return (typeof as === 'string' ? as : directive).slice(1);
  }
  return null;
}

export function argumentsOf(directive: DirectiveNode | ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries((directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function isNamed(node: ASTNode | readonly ASTNode[]): node is ASTNode & { readonly name: { readonly value: string } } {
  return 'kind' in node && 'name' in node && node.name !== undefined && 'value' in node.name;
}
