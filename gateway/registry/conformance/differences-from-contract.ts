import { GraphQLError, Kind, parse, print } from 'graphql';
import type { DefinitionNode, DirectiveNode, FieldDefinitionNode, InputValueDefinitionNode } from 'graphql';

/** One type of an SDL, over its definition and extensions. */
interface TypeShape {
  readonly keys: Set<string>;
  /** Fields, input fields or enum values by name, each as its type is written; an enum value's is empty. */
  readonly members: Map<string, { readonly type: string; readonly args: Map<string, string>; readonly required: boolean }>;
  readonly closed: boolean;
}

/**
 * Where a served SDL departs from the contract, one English sentence each. More types and fields than the contract's are
 * fine, since an insurer may serve its extension with it; more enum values are not, and neither is anything newly required.
 */
export function differencesFromContract(contract: string, served: string): string[] {
  let shapes: Map<string, TypeShape>;
  try {
    shapes = shapesOf(served);
  } catch (error) {
    // Where, not what: the words of a parser repeat what it read.
    const [at] = error instanceof GraphQLError ? error.locations ?? [] : [];
    return [at === undefined ? 'The SDL does not parse.' : `The SDL does not parse at line ${at.line}, column ${at.column}.`];
  }
  const found: string[] = [];
  for (const [name, wanted] of shapesOf(contract)) {
    const has = shapes.get(name);
    if (has === undefined) {
      found.push(`The type ${name} is missing.`);
      continue;
    }
    for (const key of wanted.keys) if (!has.keys.has(key)) found.push(`${name} lacks @key(fields: "${key}").`);
    for (const [member, { type, args }] of wanted.members) {
      const its = has.members.get(member);
      if (its === undefined) {
        found.push(`${name}.${member} is missing.`);
        continue;
      }
      if (its.type !== type) found.push(`${name}.${member} is ${its.type}, not ${type}.`);
      for (const [arg, argType] of args) if (its.args.get(arg) !== argType) found.push(`${name}.${member}(${arg}:) is ${its.args.get(arg) ?? 'missing'}, not ${argType}.`);
      for (const [arg, argType] of its.args) if (!args.has(arg) && argType.endsWith('!')) found.push(`${name}.${member}(${arg}:) is required and not in the contract.`);
    }
    for (const [member, { required }] of has.members) {
      if (!wanted.members.has(member) && (wanted.closed || required)) found.push(`${name}.${member} is not in the contract.`);
    }
  }
  return found;
}

function shapesOf(sdl: string): Map<string, TypeShape> {
  const shapes = new Map<string, TypeShape>();
  for (const node of parse(sdl, { noLocation: true }).definitions) {
    if (!('name' in node) || node.name === undefined || !isType(node)) continue;
    const input = node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || node.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;
    const closed = node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION;
    const shape = shapes.get(node.name.value) ?? { keys: new Set(), members: new Map(), closed };
    shapes.set(node.name.value, shape);
    for (const key of keysOf(node.directives ?? [])) shape.keys.add(key);
    if ('fields' in node) {
      for (const field of (node.fields ?? []) as readonly (FieldDefinitionNode | InputValueDefinitionNode)[]) {
        const type = print(field.type);
        const args = new Map('arguments' in field ? (field.arguments ?? []).map((arg) => [arg.name.value, print(arg.type)]) : []);
        shape.members.set(field.name.value, { type, args, required: input && type.endsWith('!') });
      }
    }
    if ('values' in node) for (const value of node.values ?? []) shape.members.set(value.name.value, { type: '', args: new Map(), required: false });
  }
  return shapes;
}

function isType(node: DefinitionNode): node is Extract<DefinitionNode, { name: unknown; directives?: readonly DirectiveNode[] }> {
  return /Type(Definition|Extension)$/.test(node.kind);
}

/** Key fields in one order, whatever order they are written in. */
function keysOf(directives: readonly DirectiveNode[]): string[] {
  return directives.filter(({ name }) => name.value === 'key' || name.value === 'federation__key').flatMap(({ arguments: args }) => {
    const value = args?.find(({ name }) => name.value === 'fields')?.value;
    return value?.kind === Kind.STRING ? [value.value.trim().split(/[\s,]+/).sort().join(' ')] : [];
  });
}
