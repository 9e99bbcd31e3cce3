import { createHash } from 'node:crypto';
import {
  getNamedType, getNullableType, getOperationAST, isAbstractType, isCompositeType, isListType, Kind, print, visit,
} from 'graphql';
import type {
  DirectiveNode, DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLCompositeType, GraphQLOutputType, GraphQLSchema,
  OperationDefinitionNode, SelectionNode, SelectionSetNode, VariableDefinitionNode,
} from 'graphql';
import { isMet } from './requirements.ts';
import type { Access, Requirement, Requirements } from './requirements.ts';

/** One field the caller may not read, where it stands in the operation. */
export interface CutField {
  /** Response keys from the root; `@` stands for every item of a list. */
  readonly path: readonly string[];
  /** `Type.field`. */
  readonly coordinate: string;
  readonly unmet: readonly Requirement[];
  /** The @skip and @include above it: a field that is skipped was not asked for. */
  readonly conditions: readonly DirectiveNode[];
}

/** An operation without what its caller may not read. */
export interface CutOperation {
  /** What is left to run; null when nothing is, so that no subgraph and no mutation is touched. */
  readonly document: DocumentNode | null;
  /** Identifies `document`, so that a plan made for one caller is never used for another. */
  readonly queryHash: string;
  /** The whole operation as it was asked, fragments inlined. */
  readonly asked: OperationDefinitionNode;
  /** The nodes of `asked` that were cut. */
  readonly cut: ReadonlyMap<FieldNode, CutField>;
  /** The nodes of `asked` with a cut somewhere below. */
  readonly above: ReadonlySet<FieldNode>;
}

/** Under this key the concrete type of an object comes back, to know which fragments it matches. */
export const CONCRETE_TYPE = 'cut__typename';

const TYPENAME: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  alias: { kind: Kind.NAME, value: CONCRETE_TYPE },
};

/**
 * Takes every field out of an operation that `access` does not open, through fragments and aliases alike.
 * Answers null when nothing is to be cut. The document must be valid for `schema`, and its size with all fragments
 * inlined must have been limited by validation.
 */
export function cutUnauthorised(
  schema: GraphQLSchema, requirements: Requirements, document: DocumentNode, operationName: string | undefined, access: Access,
): CutOperation | null {
  const operation = getOperationAST(document, operationName);
  const root = operation ? schema.getRootType(operation.operation) : null;
  if (!operation || !root) return null;

  const fragments = new Map(document.definitions
    .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
    .map((node) => [node.name.value, node]));
  const cut = new Map<FieldNode, CutField>();
  const above = new Set<FieldNode>();

  const whole = walk(operation.selectionSet, root, [], []);
  if (cut.size === 0) return null;
  const left = whole.left.length === 0 ? null : documentOf(operation, whole.left);
  return {
    document: left,
    queryHash: createHash('sha256').update(left ? print(left) : '').digest('hex'),
    asked: { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: whole.asked } },
    cut,
    above,
  };

  interface Walked { readonly asked: SelectionNode[]; readonly left: SelectionNode[] }

  function walk(
    { selections }: SelectionSetNode, parent: GraphQLCompositeType, path: readonly string[], conditions: readonly DirectiveNode[],
  ): Walked {
    const asked: SelectionNode[] = [];
    const left: SelectionNode[] = [];
    for (const selection of selections) {
      const within = [...conditions, ...(selection.directives ?? [])];
      const walked = selection.kind === Kind.FIELD
        ? walkField(selection, parent, path, within)
        : walkFragment(selection, parent, path, within);
      asked.push(...walked.asked);
      left.push(...walked.left);
    }
    return { asked, left };
  }

  function walkFragment(
    selection: Exclude<SelectionNode, FieldNode>, parent: GraphQLCompositeType, path: readonly string[], conditions: readonly DirectiveNode[],
  ): Walked {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const type = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
    if (!fragment || !isCompositeType(type)) return { asked: [], left: [] };
    const within = walk(fragment.selectionSet, type, path, conditions);
    const inlined = (inner: SelectionNode[]): SelectionNode[] => (inner.length === 0 ? [] : [{
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
      directives: selection.directives,
      selectionSet: { kind: Kind.SELECTION_SET, selections: inner },
    }]);
    return { asked: inlined(within.asked), left: inlined(within.left) };
  }

  function walkField(
    field: FieldNode, parent: GraphQLCompositeType, path: readonly string[], conditions: readonly DirectiveNode[],
  ): Walked {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    if (!definition) return { asked: [field], left: [field] };

    const here = [...path, (field.alias ?? field.name).value];
    const unmet = requirements.of(parent, field.name.value).filter((requirement) => !isMet(requirement, access));
    if (unmet.length > 0) {
      // One fragment may be spread in many places: each place needs a node of its own to be found again.
      const node = { ...field };
      cut.set(node, { path: here, coordinate: `${parent.name}.${field.name.value}`, unmet, conditions });
      return { asked: [node], left: [] };
    }

    const type = getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return { asked: [field], left: [field] };
    const before = cut.size;
    const within = walk(field.selectionSet, type, [...here, ...listSteps(definition.type)], conditions);
    const asked = { ...field, selectionSet: { ...field.selectionSet, selections: within.asked } };
    if (cut.size === before) return { asked: [asked], left: [asked] };
    above.add(asked);
    // An object whose fields are all cut is still asked for: whether it is there is not what was protected.
    const needsType = isAbstractType(type) || within.left.length === 0;
    const selections = needsType ? [TYPENAME, ...within.left] : within.left;
    return { asked: [asked], left: [{ ...field, selectionSet: { ...field.selectionSet, selections } }] };
  }
}

function listSteps(type: GraphQLOutputType): string[] {
  const nullable = getNullableType(type);
  return isListType(nullable) ? ['@', ...listSteps(nullable.ofType as GraphQLOutputType)] : [];
}

// A variable that only a cut field used would be reported as unused by whoever validates the rest.
function documentOf(operation: OperationDefinitionNode, selections: SelectionNode[]): DocumentNode {
  const left: OperationDefinitionNode = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } };
  const used = new Set<string>();
  visit({ ...left, variableDefinitions: [] }, { Variable: ({ name }) => { used.add(name.value); } });
  const variableDefinitions = (operation.variableDefinitions ?? [])
    .filter(({ variable }: VariableDefinitionNode) => used.has(variable.name.value));
  return { kind: Kind.DOCUMENT, definitions: [{ ...left, variableDefinitions }] };
}
