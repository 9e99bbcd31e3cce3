import { Kind, print } from 'graphql';
import type { TypeSystemDefinitionNode, TypeSystemExtensionNode } from 'graphql';
import { kindOf, ownerIn } from './base-graph.ts';
import type { GovernanceContext } from './classify.ts';
import { judgeDirectives } from './judge-directives.ts';
import { judgeDescription } from './judge-opened.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

/** One of the programme's shared words, repeated: exactly as it is, whole and once. */
export function judgeShared(name: string, nodes: readonly (TypeSystemDefinitionNode | TypeSystemExtensionNode)[], context: GovernanceContext): Violation[] {
  const known = context.base.get(name);
  const owner = ownerIn(context.base, name) ?? PROGRAMME;
  const [node] = nodes;
  const changed = violation('shared-type', owner, name);
  if (!known || !node || nodes.length > 1 || kindOf(node) !== known.kind) return [changed];

  if (node.kind === Kind.SCALAR_TYPE_DEFINITION) {
    return [...judgeDirectives(node.directives, 'shared field', name, owner), ...judgeDescription(node.description?.value, known.descriptions, name, owner)];
  }
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return [changed];
  const fields = node.fields ?? [];
  const isSame = fields.length === known.fields.size
    && new Set(fields.map((field) => field.name.value)).size === fields.length
    && fields.every((field) => known.fields.get(field.name.value)?.type === print(field.type) && (field.arguments ?? []).length === 0);
  const isShareable = node.directives?.some((directive) => directive.name.value === 'shareable') === true;
  return [
    ...(isSame && isShareable && (node.interfaces ?? []).length === 0 ? [] : [changed]),
    ...judgeDirectives(node.directives, 'shared type', name, owner),
    ...judgeDescription(node.description?.value, known.descriptions, name, owner),
    ...fields.flatMap((field) => [
      ...judgeDirectives(field.directives, 'shared field', `${name}.${field.name.value}`, owner),
      ...judgeDescription(field.description?.value, known.fields.get(field.name.value)?.descriptions ?? [], `${name}.${field.name.value}`, owner),
    ]),
  ];
}
