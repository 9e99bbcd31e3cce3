import { Kind, parse, print, valueFromASTUntyped } from 'graphql';
import type { DefinitionNode, FieldDefinitionNode, InputValueDefinitionNode, ObjectTypeDefinitionNode, ObjectTypeExtensionNode } from 'graphql';
import type { SubgraphSdl } from '../../../schema/tools/compose.ts';

/** A field as its owners write it. */
export interface BaseField {
  readonly owners: readonly string[];
  /** `ID!`, `[Money!]`. */
  readonly type: string;
  readonly hasArguments: boolean;
  readonly descriptions: readonly string[];
}

export interface BaseType {
  readonly kind: 'object' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';
  /** The houses that define it and answer for it. */
  readonly owners: readonly string[];
  readonly descriptions: readonly string[];
  readonly fields: ReadonlyMap<string, BaseField>;
}

/** The graph as the houses write it, before any extension: who owns what. */
export type BaseGraph = ReadonlyMap<string, BaseType>;

const KINDS: ReadonlyMap<string, BaseType['kind']> = new Map([
  [Kind.OBJECT_TYPE_DEFINITION, 'object'], [Kind.OBJECT_TYPE_EXTENSION, 'object'],
  [Kind.INTERFACE_TYPE_DEFINITION, 'interface'], [Kind.INTERFACE_TYPE_EXTENSION, 'interface'],
  [Kind.UNION_TYPE_DEFINITION, 'union'], [Kind.UNION_TYPE_EXTENSION, 'union'],
  [Kind.ENUM_TYPE_DEFINITION, 'enum'], [Kind.ENUM_TYPE_EXTENSION, 'enum'],
  [Kind.INPUT_OBJECT_TYPE_DEFINITION, 'input'], [Kind.INPUT_OBJECT_TYPE_EXTENSION, 'input'],
  [Kind.SCALAR_TYPE_DEFINITION, 'scalar'], [Kind.SCALAR_TYPE_EXTENSION, 'scalar'],
]);

/** What a definition defines; null when no type. */
export function kindOf(definition: DefinitionNode): BaseType['kind'] | null {
  return KINDS.get(definition.kind) ?? null;
}

export function isObject(node: DefinitionNode): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

export function readBaseGraph(base: readonly Pick<SubgraphSdl, 'name' | 'sdl'>[]): BaseGraph {
  const types = new Map<string, BaseType>();
  for (const { name, sdl } of base) {
    for (const node of parse(sdl, { noLocation: true }).definitions) {
      const kind = kindOf(node);
      if (kind === null || !('name' in node) || !node.name) continue;
      const known = types.get(node.name.value) ?? { kind, owners: [], descriptions: [], fields: new Map<string, BaseField>() };
      // Who only refers to an entity does not own it.
      const owners = refersOnly(node) ? known.owners : added(known.owners, name);
      const fields = new Map(known.fields);
      for (const field of fieldsIn(node)) fields.set(field.name.value, withField(fields.get(field.name.value), field, name));
      types.set(node.name.value, { kind: known.kind, owners, descriptions: added(known.descriptions, descriptionOf(node)), fields });
    }
  }
  return types;
}

/** Who answers for a type or a field of it, for people. */
export function ownerIn(base: BaseGraph, type: string, field?: string): string | null {
  const known = base.get(type);
  const owners = (field === undefined ? undefined : known?.fields.get(field)?.owners) ?? known?.owners;
  return owners === undefined ? null : owners.join(', ') || null;
}

function withField(known: BaseField | undefined, field: FieldDefinitionNode | InputValueDefinitionNode, house: string): BaseField {
  return {
    owners: added(known?.owners ?? [], house),
    type: known?.type ?? print(field.type),
    hasArguments: known?.hasArguments === true || ('arguments' in field && (field.arguments ?? []).length > 0),
    descriptions: added(known?.descriptions ?? [], descriptionOf(field)),
  };
}

function fieldsIn(node: DefinitionNode): readonly (FieldDefinitionNode | InputValueDefinitionNode)[] {
  return 'fields' in node ? node.fields ?? [] : [];
}

function descriptionOf(node: object): string | null {
  const { description } = node as { readonly description?: { readonly value: string } };
  return description?.value ?? null;
}

function refersOnly(node: DefinitionNode): boolean {
  const keys = ('directives' in node ? node.directives ?? [] : []).filter(({ name }) => name.value === 'key');
  return keys.length > 0 && keys.every(({ arguments: given = [] }) =>
    given.some(({ name, value }) => name.value === 'resolvable' && valueFromASTUntyped(value) === false));
}

function added(list: readonly string[], item: string | null): readonly string[] {
  return item === null || list.includes(item) ? list : [...list, item];
}
