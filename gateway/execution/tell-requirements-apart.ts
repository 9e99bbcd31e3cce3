import { Kind, parse, print, visit } from 'graphql';
import type {
  ConstDirectiveNode, DocumentNode, FieldDefinitionNode, FieldNode, SelectionSetNode,
} from 'graphql';
import { freePrefix } from './free-prefix.ts';
import { mapOwners, ownersIn } from './map-owners.ts';
import type { Owner } from './map-owners.ts';

/** A field with its arguments, as some @requires asks for it. */
export interface Stated {
  readonly name: string;
  readonly arguments: NonNullable<FieldNode['arguments']>;
}

/** What is required with arguments, as plain data. */
export interface Requirements {
  /** What stands behind each field that some @requires gives arguments, by its name. */
  readonly stated: ReadonlyMap<string, Stated>;
  /** What a field of a type requires in one subgraph, by `subgraph Type.field`. */
  readonly required: ReadonlyMap<string, SelectionSetNode>;
}

/** What a field of a type requires in one subgraph; null when nothing. */
export function requiredBy({ required }: Requirements, service: string, type: string, field: string): SelectionSetNode | null {
  return required.get(`${service} ${type}.${field}`) ?? null;
}

export interface ToldApart extends Requirements {
  /** The supergraph in which every field that some @requires gives arguments is a plain field of its own. */
  readonly supergraph: DocumentNode;
}

/**
 * Two sets that require one field with different arguments need two values of it, and in a plan there is room for
 * one value a name. So each gets a name: `price(currency: "USD")` is planned as the field `r0_price`, asked of a
 * subgraph as `r0_price: price(currency: "USD")`, and handed to the one that requires it as `price`.
 */
export function tellRequirementsApart(supergraph: DocumentNode): ToldApart {
  const services = serviceNamesOf(supergraph);
  const prefix = freePrefix('r', ownersIn(supergraph).flatMap(({ fields = [] }) => fields.map(({ name }) => name.value)));
  const nameOf = new Map<string, string>();
  const stated = new Map<string, Stated>();
  const required = new Map<string, SelectionSetNode>();

  return { supergraph: mapOwners(mapOwners(supergraph, rewrite), extend), stated, required };

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

/** The value of a Boolean argument, or null. */
export function booleanOf({ arguments: given = [] }: ConstDirectiveNode, name: string): boolean | null {
  const value = given.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN ? value.value : null;
}

function takes({ arguments: taken = [] }: FieldDefinitionNode, { arguments: given }: Stated): boolean {
  return given.every(({ name }) => taken.some((argument) => argument.name.value === name.value));
}

export function parseFieldSet(fieldSet: string): SelectionSetNode {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`"${fieldSet}" is no field set.`);
  return definition.selectionSet;
}

export function serviceNamesOf(supergraph: DocumentNode): Map<string, string> {
  const services = new Map<string, string>();
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== 'join__Graph') continue;
    for (const { name: graph, directives = [] } of node.values ?? []) {
      const join = directives.find((directive) => directive.name.value === 'join__graph');
      services.set(graph.value, (join && argumentOf(join, 'name')) ?? graph.value);
    }
  }
  return services;
}
