import { getNamedType, isAbstractType, isInterfaceType, valueFromASTUntyped, visit } from 'graphql';
import type { ASTNode, DocumentNode, GraphQLCompositeType, GraphQLSchema } from 'graphql';
import { securityLinksOf } from '../composition/security-directives.ts';
import type { SecurityLink } from '../composition/security-directives.ts';

/** What a caller must bring to read one type or field. The lists are alternatives of sets: any one set, whole, is enough. */
export interface Requirement {
  readonly authenticated: boolean;
  readonly scopes: readonly (readonly string[])[];
  readonly policies: readonly (readonly string[])[];
}

/** What a caller brings. */
export interface Access {
  readonly authenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
}

export interface Requirements {
  /** Scopes and policies that any rule of this supergraph asks for. */
  readonly names: ReadonlySet<string>;
  /** Everything that must hold to select this field on this type; empty when anyone may. */
  of(parent: GraphQLCompositeType, field: string): readonly Requirement[];
}

export function isMet({ authenticated, scopes, policies }: Requirement, access: Access): boolean {
  return (!authenticated || access.authenticated)
    && (scopes.length === 0 || scopes.some((set) => set.every((scope) => access.scopes.has(scope))))
    && (policies.length === 0 || policies.some((set) => set.every((policy) => access.policies.has(policy))));
}

/** What a supergraph says of its types and fields, by coordinate. */
export type WrittenRequirements = ReadonlyMap<string, Requirement>;

/**
 * The security rules of a supergraph. A field asks for what stands on itself, on its type, on what it
 * returns and, selected through an interface, on the same field of every type that may stand behind it: what
 * one implementation protects must not be read through the interface.
 */
export function requirementsOf(written: WrittenRequirements, api: GraphQLSchema): Requirements {
  const known = new Map<string, readonly Requirement[]>();

  function of(parent: GraphQLCompositeType, field: string): readonly Requirement[] {
    if (written.size === 0) return [];
    const coordinate = `${parent.name}.${field}`;
    const found = known.get(coordinate) ?? gather(parent, field);
    known.set(coordinate, found);
    return found;
  }

  function gather(parent: GraphQLCompositeType, field: string): readonly Requirement[] {
    const behind = isAbstractType(parent) ? [...api.getPossibleTypes(parent)] : [];
    const between = isInterfaceType(parent) ? api.getImplementations(parent).interfaces : [];
    const owners = [parent, ...between, ...behind];
    const returned = owners
      .map((owner) => ('getFields' in owner ? owner.getFields()[field] : undefined))
      .map((definition) => (definition ? getNamedType(definition.type).name : null))
      .filter((name) => name !== null);
    const coordinates = new Set([...owners.flatMap(({ name }) => [name, `${name}.${field}`]), ...returned]);
    return [...coordinates].map((coordinate) => written.get(coordinate)).filter((requirement) => requirement !== undefined);
  }

  const names = new Set([...written.values()].flatMap(({ scopes, policies }) => [...scopes, ...policies].flat()));
  return { names, of };
}

/** Reads what is written in a supergraph, as plain data. */
export function readRequirements(supergraph: DocumentNode): WrittenRequirements {
  const links = new Map(securityLinksOf(supergraph).map((link) => [link.name, link]));
  const written = new Map<string, Requirement>();
  if (links.size === 0) return written;

  function note(coordinate: string, node: ASTNode): void {
    const requirement = requirementOn(node, links);
    if (requirement) written.set(coordinate, requirement);
  }

  visit(supergraph, {
    enter(node, _key, _parent, _path, ancestors) {
      switch (node.kind) {
        case 'ObjectTypeDefinition':
        case 'InterfaceTypeDefinition':
        case 'ScalarTypeDefinition':
        case 'EnumTypeDefinition':
          note(node.name.value, node);
          return undefined;
        case 'FieldDefinition': {
          const owner = ancestors.findLast((ancestor): ancestor is ASTNode => 'kind' in ancestor);
          if (owner && 'name' in owner && owner.name && 'value' in owner.name) note(`${owner.name.value}.${node.name.value}`, node);
          return false;
        }
        default:
          return undefined;
      }
    },
  });
  return written;
}

function requirementOn(node: ASTNode, links: ReadonlyMap<string, SecurityLink>): Requirement | null {
  const found = { authenticated: false, scopes: [] as string[][], policies: [] as string[][] };
  for (const directive of 'directives' in node ? node.directives ?? [] : []) {
    const link = links.get(directive.name.value);
    if (!link) continue;
    const [argument] = directive.arguments ?? [];
    const sets = argument ? valueFromASTUntyped(argument.value) as string[][] : [];
    if (link.directive === 'authenticated') found.authenticated = true;
    else if (link.directive === 'requiresScopes') found.scopes = sets;
    else found.policies = sets;
  }
  return found.authenticated || found.scopes.length > 0 || found.policies.length > 0 ? found : null;
}
