import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import { GraphQLError, GraphQLScalarType, Kind, parse } from 'graphql';
import type { DocumentNode, GraphQLSchema, ObjectTypeDefinitionNode } from 'graphql';
import type { Context } from './context.ts';
import { coverage, wellness } from './resolvers/coverage.ts';
import { enrollLines } from './resolvers/enroll-lines.ts';
import { insurancePlan, policy, preAuthorization, providerNetwork } from './resolvers/plans-and-policies.ts';
import { query } from './resolvers/queries.ts';
import { tellPolicyStanding } from './resolvers/tell-policy-standing.ts';

const date = new GraphQLScalarType<string, string>({ name: 'Date', parseValue: readDate, parseLiteral: (node) => readDate(node.kind === Kind.STRING ? node.value : null) });

/** A day that exists, or the caller is told which kind of value was expected. */
function readDate(value: unknown): string {
  const day = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value) throw new GraphQLError('A date is written YYYY-MM-DD.');
  return value;
}

const resolvers: GraphQLResolverMap<Context> = {
  Query: query,
  Mutation: { enrollLines, tellPolicyStanding },
  Coverage: coverage,
  InsurancePlan: insurancePlan,
  Policy: policy,
  PreAuthorization: preAuthorization,
  ProviderNetwork: providerNetwork,
  Date: date,
};

/** The contract and, beside it, what we add: one schema answers both, because the gateway sends both to one address. */
export function schemaOf(contract: string, extension: string, namespace: string): GraphQLSchema {
  const contractDocument = parse(contract);
  // The file is written for the namespace `example`; everybody who copies it has one of their own.
  const own = parse(extension.replaceAll('example_', `${namespace}_`));
  return buildSubgraphSchema([
    { typeDefs: contractDocument, resolvers },
    { typeDefs: beyond(contractDocument, own), resolvers: { Coverage: { [`${namespace}_wellness`]: wellness } } },
  ]);
}

/** The extension as additions: its own types as they are, and of the contract's types only the fields that are new. */
function beyond(contract: DocumentNode, extension: DocumentNode): DocumentNode {
  const known = new Map(contract.definitions.filter((node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION).map((node) => [node.name.value, node]));
  const definitions = extension.definitions.flatMap((node) => {
    if (node.kind === Kind.SCHEMA_EXTENSION) return [];
    const ours = node.kind === Kind.OBJECT_TYPE_DEFINITION ? known.get(node.name.value) : undefined;
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || ours === undefined) return [node];
    const had = new Set(ours.fields?.map((field) => field.name.value));
    const fields = (node.fields ?? []).filter((field) => !had.has(field.name.value));
    return [{ kind: Kind.OBJECT_TYPE_EXTENSION, name: node.name, fields } as const];
  });
  return { kind: Kind.DOCUMENT, definitions };
}
