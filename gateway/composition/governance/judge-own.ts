import { Kind } from 'graphql';
import type {
  EnumTypeDefinitionNode, EnumTypeExtensionNode, FieldDefinitionNode, InputObjectTypeDefinitionNode, InputObjectTypeExtensionNode,
  InputValueDefinitionNode, ObjectTypeDefinitionNode, ObjectTypeExtensionNode, TypeDefinitionNode, TypeExtensionNode, TypeNode,
} from 'graphql';
import { ownerIn } from './base-graph.ts';
import { BUILT_IN, classify, isReserved } from './classify.ts';
import type { GovernanceContext } from './classify.ts';
import { judgeDirectives } from './judge-directives.ts';
import { MOST, SHARED } from './rules.ts';
import type { Place } from './rules.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

/** What an extension may define of its own. */
export type OwnType =
  | ObjectTypeDefinitionNode | ObjectTypeExtensionNode | EnumTypeDefinitionNode | EnumTypeExtensionNode
  | InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode;

export function isOwnType(node: TypeDefinitionNode | TypeExtensionNode): node is OwnType {
  return OWN_KINDS.has(node.kind);
}

const OWN_KINDS: ReadonlySet<string> = new Set<OwnType['kind']>([
  Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION, Kind.ENUM_TYPE_DEFINITION, Kind.ENUM_TYPE_EXTENSION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION, Kind.INPUT_OBJECT_TYPE_EXTENSION,
]);

/** A type of the sender's own namespace: made of its own and of the programme's shared words, and of nobody's entities. */
export function judgeOwnType(node: OwnType, context: GovernanceContext): Violation[] {
  const name = node.name.value;
  const found = judgeDirectives(node.directives, 'own type', name, context.insurerId);
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return [
        ...found,
        ...tooMany('fields', node.fields, MOST.fields, name),
        ...(node.interfaces ?? []).map((each) => violation('membership', ownerIn(context.base, each.name.value) ?? PROGRAMME, name, { type: each.name.value })),
        ...(node.fields ?? []).flatMap((field) => judgeOwnField(name, field, 'own field', context)),
      ];
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return [
        ...found,
        ...tooMany('values', node.values, MOST.values, name),
        ...(node.values ?? []).flatMap((value) => [
          ...judgeName(value.name.value, `${name}.${value.name.value}`),
          ...judgeDirectives(value.directives, 'own enum value', `${name}.${value.name.value}`, PROGRAMME),
        ]),
      ];
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return [
        ...found,
        ...tooMany('fields', node.fields, MOST.fields, name),
        ...(node.fields ?? []).flatMap((field) => judgeInput(field, 'own input field', `${name}.${field.name.value}`, context)),
      ];
  }
}

/** A field that is the sender's, on a type of its own or on an entity opened to it. */
export function judgeOwnField(type: string, field: FieldDefinitionNode, place: Place, context: GovernanceContext): Violation[] {
  const coordinate = `${type}.${field.name.value}`;
  return [
    ...judgeName(field.name.value, coordinate),
    ...judgeDirectives(field.directives, place, coordinate, ownerIn(context.base, type) ?? PROGRAMME),
    ...judgeReference(field.type, coordinate, context),
    ...tooMany('arguments', field.arguments, MOST.arguments, coordinate),
    ...(field.arguments ?? []).flatMap((argument) => judgeInput(argument, 'own argument', `${coordinate}(${argument.name.value}:)`, context)),
  ];
}

function judgeInput(node: InputValueDefinitionNode, place: Place, coordinate: string, context: GovernanceContext): Violation[] {
  return [
    ...judgeName(node.name.value, coordinate),
    ...judgeDirectives(node.directives, place, coordinate, PROGRAMME),
    ...judgeReference(node.type, coordinate, context),
  ];
}

// A value that leads to somebody's entity would have the gateway fetch what the sender chose to name.
function judgeReference(type: TypeNode, coordinate: string, context: GovernanceContext): Violation[] {
  const name = nameOf(type);
  if (BUILT_IN.has(name) || SHARED.has(name) || classify(name, context).kind === 'own') return [];
  return [violation('foreign-reference', ownerIn(context.base, name) ?? PROGRAMME, coordinate, { type: name })];
}

export function judgeName(name: string, coordinate: string): Violation[] {
  return isReserved(name) ? [violation('reserved-name', PROGRAMME, coordinate, { name })] : [];
}

export function tooMany(what: string, items: readonly unknown[] = [], allowed: number, coordinate: string): Violation[] {
  return items.length > allowed ? [violation('size', PROGRAMME, coordinate, { what, measured: items.length, allowed })] : [];
}

export function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
