import { Kind, parse, print, visit } from 'graphql';
import type {
  ConstDirectiveNode, DocumentNode, FieldDefinitionNode, FieldNode, InterfaceTypeDefinitionNode, ObjectTypeDefinitionNode, SelectionSetNode,
} from 'graphql';

/** A field with its arguments, as some @requires asks for it. */
export interface Stated {
  readonly name: string;
  readonly arguments: NonNullable<FieldNode['arguments']>;
}

export interface Requirements {
  /** The supergraph in which every field that some @requires gives arguments is a plain field of its own. */
  readonly supergraph: DocumentNode;
  /** What stands behind each of those fields, by its name. */
  readonly stated: ReadonlyMap<string, Stated>;
  /** What a field of a type requires in one subgraph; null when nothing. */
  requiredBy(service: string, type: string, field: string): SelectionSetNode | null;
}

type Owner = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/**
 * Two sets that require one field with different arguments need two values of it, and in a plan there is room for
 * one value a name. So each gets a name: `price(currency: "USD")` is planned as the field `r0_price`, asked of a
 * subgraph as `r0_price: price(currency: "USD")`, and handed to the one that requires it as `price`.
 */
export function tellRequirementsApart(supergraph: DocumentNode): Requirements {
  const services = serviceNamesOf(supergraph);
  const prefix = freePrefix(supergraph);
  const nameOf = new Map<string, string>();
  const stated = new Map<string, Stated>();
  const required = new Map<string, SelectionSetNode>();

  const rewritten = visit(supergraph, { ObjectTypeDefinition: rewrite, InterfaceTypeDefinition: rewrite });
  const extended = visit(rewritten, { ObjectTypeDefinition: extend, InterfaceTypeDefinition: extend });
  return {
    supergraph: extended,
    stated,
    requiredBy: (service, type, field) => required.get(`${service} ${type}.${field}`) ?? null,
  };

  function rewrite(owner: Owner): Owner {
    const fields = owner.fields?.map((field) => ({
      ...field,
      directives: field.directives?.map((directive) => rewriteJoin(directive, owner.name.value, field.name.value)),
    }));
    return { ...owner, fields };
  }

  function rewriteJoin(directive: ConstDirectiveNode, type: string, field: string): ConstDirectiveNode {
    const fieldSet = argumentOf(directive, 'requires');
    if (directive.name.value !== 'join__field' || fieldSet === null) return directive;
    const selectionSet = visit(parseFieldSet(fieldSet), { Field: (node) => (node.arguments?.length ? stateApart(node) : undefined) });
    required.set(`${services.get(argumentOf(directive, 'graph') ?? '')} ${type}.${field}`, selectionSet);
    const text = selectionSet.selections.map(print).join(' ');
    return {
      ...directive,
      arguments: directive.arguments?.map((argument) =>
        (argument.name.value === 'requires' ? { ...argument, value: { kind: Kind.STRING, value: text } } : argument)),
    };
  }

  function stateApart(node: FieldNode): FieldNode {
    const given = [...node.arguments ?? []].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
    const call = `${node.name.value}(${given.map(print).join(', ')})`;
    const name = nameOf.get(call) ?? `${prefix}${nameOf.size}_${node.name.value}`;
    nameOf.set(call, name);
    stated.set(name, { name: node.name.value, arguments: given });
    return { ...node, name: { kind: Kind.NAME, value: name }, arguments: [] };
  }

  function extend(owner: Owner): Owner {
    const added = [...stated].flatMap(([name, call]) => (owner.fields ?? [])
      .filter((field) => field.name.value === call.name && takes(field, call))
      .map((field) => ({ ...field, name: { ...field.name, value: name }, arguments: [], description: undefined })));
    return added.length > 0 ? { ...owner, fields: [...owner.fields ?? [], ...added] } : owner;
  }
}

/** The value of a string or enum argument, or null. */
export function argumentOf({ arguments: given = [] }: ConstDirectiveNode, name: string): string | null {
  const value = given.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}

function takes({ arguments: taken = [] }: FieldDefinitionNode, { arguments: given }: Stated): boolean {
  return given.every(({ name }) => taken.some((argument) => argument.name.value === name.value));
}

function parseFieldSet(fieldSet: string): SelectionSetNode {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fieldSet}" is no field set.`);
  return definition.selectionSet;
}

function freePrefix(supergraph: DocumentNode): string {
  const names = new Set<string>();
  visit(supergraph, { FieldDefinition: ({ name }) => { names.add(name.value); } });
  let prefix = 'r';
  while ([...names].some((name) => name.startsWith(prefix) && /^\d+_/.test(name.slice(prefix.length)))) prefix += 'r';
  return prefix;
}

function serviceNamesOf(supergraph: DocumentNode): Map<string, string> {
  const services = new Map<string, string>();
  visit(supergraph, {
    EnumTypeDefinition({ name, values = [] }) {
      if (name.value !== 'join__Graph') return;
      for (const { name: graph, directives = [] } of values) {
        const join = directives.find((directive) => directive.name.value === 'join__graph');
        services.set(graph.value, (join && argumentOf(join, 'name')) ?? graph.value);
      }
    },
  });
  return services;
}
