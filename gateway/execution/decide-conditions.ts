import { GraphQLError, Kind, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, SelectionNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** The variables of a document that say what is skipped and what is included. */
export function decidingVariables(document: DocumentNode): string[] {
  const found = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) found.add(value.name.value);
    },
  });
  return [...found];
}

/**
 * The document without what these variables skip, and without @skip and @include; what is left of an object may be nothing. It is planned anew for every set of
 * decisions: the planner, given conditions, may make a field wait for what is not fetched under them, or leave out a
 * field of which everything is skipped, and a mutation with it. Throws GraphQLError when a condition is no boolean.
 */
export function decideConditions(document: DocumentNode, variables: Variables): DocumentNode {
  return visit(document, {
    Field: decide,
    InlineFragment: decide,
    FragmentSpread: decide,
  });

  function decide(node: SelectionNode): SelectionNode | null | undefined {
    if (!node.directives?.some(isCondition)) return undefined;
    const isLeftOut = node.directives.filter(isCondition).some((directive) => valueOf(directive) === (directive.name.value === 'skip'));
    return isLeftOut ? null : { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
  }

  function valueOf({ arguments: [argument] = [] }: DirectiveNode): boolean {
    const value = argument?.value.kind === Kind.VARIABLE ? variables[argument.value.name.value]
      : argument?.value.kind === Kind.BOOLEAN ? argument.value.value : null;
    if (typeof value === 'boolean') return value;
    throw new GraphQLError('What @skip and @include are given must be true or false.', { extensions: { code: 'BAD_USER_INPUT' } });
  }
}

function isCondition({ name: { value } }: DirectiveNode): boolean {
  return value === 'skip' || value === 'include';
}
