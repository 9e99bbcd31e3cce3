import { getNamedType, isInterfaceType, isObjectType, Kind } from 'graphql';
import type {
  ConstArgumentNode, ConstDirectiveNode, DocumentNode, FieldDefinitionNode, GraphQLNamedType, GraphQLSchema, SelectionSetNode,
} from 'graphql';
import { entryField } from './entry-field.ts';
import { freePrefix } from './free-prefix.ts';
import { mapOwners } from './map-owners.ts';
import type { Owner } from './map-owners.ts';
import { argumentOf, booleanOf, parseFieldSet, requiredBy, serviceNamesOf } from './tell-requirements-apart.ts';
import type { ToldApart } from './tell-requirements-apart.ts';

/** A field whose @requires leads through a field that has @requires itself, in the subgraph that makes it. */
export interface Link {
  /** The type that has it in its subgraph. */
  readonly owner: string;
  /** Whether that is an interface which is an object there: the subgraph knows none of those behind it. */
  readonly isInterface: boolean;
  readonly required: SelectionSetNode;
  /** By what the subgraph knows the object. */
  readonly key: SelectionSetNode;
  /** The field of Query by which a plan begins at such an object in the subgraph. */
  readonly entry: string;
}

export interface WithoutChains {
  readonly supergraph: DocumentNode;
  /** By `Type.field`. */
  readonly links: ReadonlyMap<string, Link>;
}

const EXTERNAL: ConstArgumentNode = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'external' }, value: { kind: Kind.BOOLEAN, value: true } };

/**
 * The planner merges and moves fetches as if all that a @requires names could be had at once. Of a chain it asks for
 * values before what they are made of has come, which makes them wrong without an error, it loses a fetch, or it ends in
 * a circle of them. So it is shown none: what closes a chain has no @requires in the supergraph it plans over, and is
 * left to plan-in-stages.ts, for which each type with such fields gets an entry in their subgraph.
 *
 * @param schema of the supergraph.
 */
export function cutChains({ supergraph, required, stated }: ToldApart, schema: GraphQLSchema): WithoutChains {
  const computed = new Set([...required.keys()].map((coordinate) => coordinate.slice(coordinate.lastIndexOf(' ') + 1)));
  const links = new Map<string, Link>();
  if (required.size === 0) return { supergraph, links };
  const services = serviceNamesOf(supergraph);
  const prefix = freePrefix('e', Object.keys(schema.getQueryType()?.getFields() ?? {}));
  const entries: FieldDefinitionNode[] = [];

  const cut = mapOwners(supergraph, cutIn);
  const query = schema.getQueryType()?.name;
  return {
    supergraph: entries.length === 0 ? cut
      : mapOwners(cut, (owner) => (owner.name.value === query ? { ...owner, fields: [...owner.fields ?? [], ...entries] } : owner)),
    links,
  };

  function cutIn(owner: Owner): Owner {
    const type = schema.getType(owner.name.value);
    const entryOf = new Map<string, string>();
    let isCut = false;
    const fields = owner.fields?.map((field) => ({ ...field, directives: field.directives?.map((join) => cutJoin(field, join)) }));
    return isCut ? { ...owner, fields } : owner;

    function cutJoin(field: FieldDefinitionNode, join: ConstDirectiveNode): ConstDirectiveNode {
      const graph = argumentOf(join, 'graph') ?? '';
      const name = stated.get(field.name.value)?.name ?? field.name.value;
      const needed = argumentOf(join, 'requires') === null ? null : requiredBy({ required, stated }, services.get(graph) ?? '', owner.name.value, name);
      const key = keyIn(owner, graph);
      if (needed === null || key === null || !type || hasArgument(join, 'overrideLabel') || !leadsThroughComputed(needed, type)) return join;
      isCut = true;
      const others = join.arguments?.filter((argument) => argument.name.value !== 'requires') ?? [];
      if (isGivenWithout(owner, field)) return { ...join, arguments: [...others, EXTERNAL] };
      const entry = entryOf.get(graph) ?? addEntry(graph);
      for (const object of new Set([type.name, ...objectsOf(type)])) {
        const coordinate = `${object}.${field.name.value}`;
        if (!links.has(coordinate)) links.set(coordinate, { owner: owner.name.value, isInterface: isInterfaceType(type), required: needed, key, entry });
      }
      return { ...join, arguments: others };
    }

    function addEntry(graph: string): string {
      const entry = `${prefix}${entries.length}_${owner.name.value}`;
      entries.push(entryField(entry, graph, owner.name.value));
      entryOf.set(graph, entry);
      return entry;
    }
  }

  function leadsThroughComputed({ selections }: SelectionSetNode, type: GraphQLNamedType): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return leadsThroughComputed(selection.selectionSet, schema.getType(selection.typeCondition?.name.value ?? '') ?? type);
      }
      const name = stated.get(selection.name.value)?.name ?? selection.name.value;
      if ([...typesOf(type)].some((each) => computed.has(`${each}.${name}`))) return true;
      const field = 'getFields' in type ? type.getFields()[selection.name.value] : undefined;
      return Boolean(selection.selectionSet && field && 'type' in field && leadsThroughComputed(selection.selectionSet, getNamedType(field.type)));
    });
  }

  /** Every type whose field may be meant when one of this type is. */
  function typesOf(type: GraphQLNamedType): Set<string> {
    const objects = objectsOf(type);
    return new Set([type.name, ...objects, ...objects.flatMap((each) => {
      const object = schema.getType(each);
      return isObjectType(object) ? object.getInterfaces().map(({ name }) => name) : [];
    })]);
  }

  function objectsOf(type: GraphQLNamedType): string[] {
    return isInterfaceType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  }
}

/** Whether another subgraph has the field and needs nothing for it: then nobody else is asked. */
function isGivenWithout(owner: Owner, { directives = [] }: FieldDefinitionNode): boolean {
  return directives.some((join) => join.name.value === 'join__field' && keyIn(owner, argumentOf(join, 'graph') ?? '') !== null
    && !['requires', 'external', 'usedOverridden', 'overrideLabel'].some((name) => hasArgument(join, name)));
}

function hasArgument({ arguments: given = [] }: ConstDirectiveNode, name: string): boolean {
  return given.some((argument) => argument.name.value === name);
}

/** A key by which a subgraph can be entered at a type: of several, the one that most others have too. */
function keyIn({ directives = [] }: Owner, graph: string): SelectionSetNode | null {
  const keys = directives.filter(({ name }) => name.value === 'join__type').map((join) => ({
    graph: argumentOf(join, 'graph'), key: argumentOf(join, 'key'),
    isResolvable: booleanOf(join, 'resolvable') !== false,
  }));
  const spread = (key: string | null) => keys.filter((other) => other.key === key).length;
  const [best] = keys.filter((each) => each.graph === graph && each.key !== null && each.isResolvable).sort((a, b) => spread(b.key) - spread(a.key));
  return best?.key ? parseFieldSet(best.key) : null;
}
