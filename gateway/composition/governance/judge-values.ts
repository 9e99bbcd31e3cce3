import { isScalarType, Kind, OperationTypeNode, validate, ValuesOfCorrectTypeRule, visit } from 'graphql';
import type { ASTNode, DocumentNode, GraphQLSchema, OperationDefinitionNode, VariableDefinitionNode } from 'graphql';
import { SHARED_RESOLVERS } from '../../../subgraphs/kit/resolvers.ts';

/** What GraphQL says against a document, and of which of its nodes when it is one. */
export interface Invalid {
  readonly message: string;
  readonly node: ASTNode | undefined;
}

/**
 * Values of the wrong type: defaults of arguments and of input fields, and what directives are given. GraphQL.js
 * checks values in operations alone, so that each default is judged as the default of a variable of its type.
 *
 * @param schema what the document defines and nobody else uses: it is made to read the programme's scalars as the houses do.
 */
export function wrongValues(document: DocumentNode, schema: GraphQLSchema): Invalid[] {
  for (const [name, scalar] of Object.entries(SHARED_RESOLVERS)) {
    const written = schema.getType(name);
    if (isScalarType(written) && isScalarType(scalar)) written.parseLiteral = (node) => scalar.parseLiteral(node);
  }
  const values: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...document.definitions, defaultsAsVariables(document)] };
  return [
    ...validate(schema, values, [ValuesOfCorrectTypeRule]).map(({ message, nodes }) => ({ message, node: nodes?.[0] })),
    ...beyondNumbers(document),
  ];
}

function defaultsAsVariables(document: DocumentNode): OperationDefinitionNode {
  const variableDefinitions: VariableDefinitionNode[] = [];
  visit(document, {
    InputValueDefinition({ name, type, defaultValue }) {
      if (defaultValue) variableDefinitions.push({ kind: Kind.VARIABLE_DEFINITION, variable: { kind: Kind.VARIABLE, name }, type, defaultValue });
    },
  });
  return {
    kind: Kind.OPERATION_DEFINITION, operation: OperationTypeNode.QUERY, variableDefinitions, selectionSet: { kind: Kind.SELECTION_SET, selections: [] },
  };
}

// Read as doubles on their way: what is no finite one, or a whole number that one does not hold exactly, arrives as another.
function beyondNumbers(document: DocumentNode): Invalid[] {
  const found: Invalid[] = [];
  const judge = (isKept: (value: number) => boolean) => (node: ASTNode & { readonly value: string }) => {
    if (!isKept(Number(node.value))) found.push({ node, message: `${node.value.slice(0, 40)} is larger than the numbers that are sent as they are.` });
  };
  visit(document, { FloatValue: judge(Number.isFinite), IntValue: judge(Number.isSafeInteger) });
  return found;
}
