import { Kind, parse } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { aliasesIn } from './aliases.ts';
import { depthOf } from './depth.ts';
import type { Limits } from './limits.ts';
import { operationTree, TreeTooLarge } from './operation-tree.ts';
import { rootFieldsOf } from './root-fields.ts';
import { tokensIn } from './tokens.ts';

/** What can be measured of a document by its text alone; of several operations, the largest. */
export type Measured = Readonly<Record<'tokens' | 'selections' | 'depth' | 'aliases' | 'rootFields', number>>;

/** Measures a document without a schema. What is more than `most` is not looked at any further. */
export function measureDocument(text: string, most: Pick<Limits, 'tokens' | 'selections'>): Measured {
  const tokens = tokensIn(text, most.tokens);
  const document = tokens > most.tokens ? null : parsed(text);
  if (!document) return { tokens, selections: 0, depth: 0, aliases: 0, rootFields: 0 };
  try {
    const trees = document.definitions
      .filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)
      .map((operation) => operationTree(document, operation, most.selections));
    const largest = (measure: (tree: (typeof trees)[number]) => number) => Math.max(0, ...trees.map(measure));
    return { tokens, selections: 0, depth: largest(depthOf), aliases: largest(aliasesIn), rootFields: largest(rootFieldsOf) };
  } catch (error) {
    if (!(error instanceof TreeTooLarge)) throw error;
    return { tokens, selections: most.selections + 1, depth: 0, aliases: 0, rootFields: 0 };
  }
}

// What does not parse is the parser's to refuse, with the place where it stopped.
function parsed(text: string): DocumentNode | null {
  try {
    return parse(text, { noLocation: true });
  } catch {
    return null;
  }
}
