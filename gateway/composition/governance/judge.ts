import { isTypeDefinitionNode, isTypeExtensionNode, Kind } from 'graphql';
import type { ConstDirectiveNode, DefinitionNode, DocumentNode, TypeDefinitionNode, TypeExtensionNode } from 'graphql';
import { isObject, ownerIn } from './base-graph.ts';
import { classify } from './classify.ts';
import type { GovernanceContext, NameClass } from './classify.ts';
import { judgeDirectives, judgeLinks } from './judge-directives.ts';
import { judgeOpened } from './judge-opened.ts';
import { isOwnType, judgeOwnType } from './judge-own.ts';
import { judgeShared } from './judge-shared.ts';
import { judgeTexts } from './judge-texts.ts';
import { judgeValidity } from './judge-validity.ts';
import { readSubmission } from './read-submission.ts';
import { MOST } from './rules.ts';
import { PROGRAMME, violation } from './violation.ts';
import type { Violation } from './violation.ts';

type TypeNode = TypeDefinitionNode | TypeExtensionNode;

/**
 * Everything in an extension's SDL that the rules of the graph do not allow; empty when it may be composed. What is
 * not allowed is refused, whether or not anybody has thought of it: only the namespace of its sender, the key of the
 * entities opened to it and the programme's shared words, unchanged, may stand in it.
 */
export function judge(sdl: string, context: GovernanceContext): readonly Violation[] {
  const document = readSubmission(sdl);
  if ('rule' in document) return [document];
  const { definitions } = document;
  if (definitions.length > MOST.definitions) return [violation('size', PROGRAMME, null, { what: 'definitions', measured: definitions.length, allowed: MOST.definitions })];

  const found = [...judgeTexts(document), ...judgeSchema(definitions), ...judgeTypes(definitions, context)];
  if (found.length > 0) return found;
  return addsNothing(document, context) ? [violation('not-empty', PROGRAMME, null, { namespace: context.namespace })] : judgeValidity(document);
}

function judgeSchema(definitions: readonly DefinitionNode[]): Violation[] {
  const found: Violation[] = [];
  const links: ConstDirectiveNode[] = [];
  for (const node of definitions) {
    if (isTypeDefinitionNode(node) || isTypeExtensionNode(node)) continue;
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) {
      const name = 'name' in node && node.name ? node.name.value : '';
      found.push(violation('definition', PROGRAMME, node.kind === Kind.DIRECTIVE_DEFINITION ? `@${name}` : null, { kind: wordOf(node.kind) }));
      continue;
    }
    // A schema that names its roots would make a type of any name a root of the graph.
    for (const { operation, type } of node.operationTypes ?? []) found.push(violation('root-field', PROGRAMME, type.name.value, { operation }));
    if (node.kind === Kind.SCHEMA_DEFINITION && node.description) found.push(violation('description', PROGRAMME, null));
    links.push(...(node.directives ?? []).filter(({ name }) => name.value === 'link'));
    found.push(...judgeDirectives(node.directives, 'schema', 'schema', PROGRAMME));
  }
  return [...judgeLinks(links), ...found];
}

function judgeTypes(definitions: readonly DefinitionNode[], context: GovernanceContext): Violation[] {
  const byName = new Map<string, TypeNode[]>();
  for (const node of definitions) {
    if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) continue;
    byName.set(node.name.value, [...byName.get(node.name.value) ?? [], node]);
  }
  return [...byName].flatMap(([name, nodes]) => judgeType(name, nodes, classify(name, context), context));
}

function judgeType(name: string, nodes: readonly TypeNode[], whose: NameClass, context: GovernanceContext): Violation[] {
  switch (whose.kind) {
    case 'own':
      return nodes.flatMap((node) => (isOwnType(node) ? judgeOwnType(node, context)
        : [violation('definition', PROGRAMME, name, { kind: wordOf(node.kind) })]));
    case 'opened': {
      const objects = nodes.filter(isObject);
      return objects.length === nodes.length ? judgeOpened(name, objects, context) : [violation('foreign-type', ownerOf(name, context), name)];
    }
    case 'shared':
      return judgeShared(name, nodes, context);
    case 'root':
      return nodes.flatMap((node) => fieldsOf(node)).map((field) => violation('root-field', ownerOf(name, context), `${name}.${field}`, { operation: name.toLowerCase() }));
    case 'foreign':
      return [violation('foreign-type', whose.owner, name), ...nodes.flatMap((node) => judgeForeign(name, node, whose.owner, context))];
    case 'reserved':
      return [violation('reserved-name', whose.owner, name, { name })];
    case 'squatted':
      return [violation('squatting', whose.owner, name, { name, namespace: context.namespace })];
    case 'outside':
      return [violation('namespace', whose.owner, name, { name, namespace: context.namespace })];
  }
}

// Refused as a whole already; what it would do to its owner is said all the same.
function judgeForeign(name: string, node: TypeNode, owner: string, { base }: GovernanceContext): Violation[] {
  const fields = 'fields' in node ? node.fields ?? [] : [];
  return [
    ...judgeDirectives(node.directives, 'key field', name, owner),
    ...fields.flatMap((field) =>
      judgeDirectives(field.directives, 'key field', `${name}.${field.name.value}`, ownerIn(base, name, field.name.value) ?? owner)),
  ];
}

function ownerOf(name: string, { base }: GovernanceContext): string {
  return ownerIn(base, name) ?? PROGRAMME;
}

// A root without fields is refused all the same: under its own name.
function fieldsOf(node: TypeNode): readonly string[] {
  const fields = 'fields' in node ? (node.fields ?? []).map(({ name }) => name.value) : [];
  return fields.length > 0 ? fields : ['*'];
}

function addsNothing({ definitions }: DocumentNode, { namespace }: GovernanceContext): boolean {
  return !definitions.some((node) => isObject(node) && (node.fields ?? []).some(({ name }) => name.value.startsWith(`${namespace}_`) && !node.name.value.startsWith(`${namespace}_`)));
}

function wordOf(kind: string): string {
  return kind.replace(/(Type)?(Definition|Extension)$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
