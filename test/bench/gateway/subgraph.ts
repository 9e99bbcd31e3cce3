import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import type { GraphRequest } from '../../../subgraphs/kit/house.ts';
import { RESOLVERS, SDL } from './graph.ts';
import type { SubgraphName } from './graph.ts';

/** One of the subgraphs, as a function. It parses each text once. */
export function subgraph(name: SubgraphName): (request: GraphRequest) => Promise<ExecutionResult> {
  const schema = buildSubgraphSchema({ typeDefs: parse(SDL[name]), resolvers: RESOLVERS[name] as never });
  const documents = new Map<string, DocumentNode>();
  return async ({ query, variables }) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return execute({ schema, document, variableValues: variables });
  };
}
