import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import {
  buildASTSchema, getOperationAST, GraphQLError, isAbstractType, isInterfaceType, isObjectType, Kind, parse, print,
} from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { compilePlan } from './compile-plan.ts';
import type { CompiledPlan, Matches } from './compiled-plan.ts';
import { compileShape } from './compile-shape.ts';
import type { ObjectShape } from './compile-shape.ts';
import { decideConditions, decidingVariables } from './decide-conditions.ts';
import { inWrittenOrder } from './in-written-order.ts';
import { introspectionIn } from './introspect.ts';
import type { IsConcrete } from './merge-answer.ts';
import { privateNames } from './private-names.ts';
import type { PrivateNames } from './private-names.ts';
import { Recent } from './recent.ts';
import { resolvableKeysFirst } from './resolvable-keys-first.ts';
import { tellRequirementsApart } from './tell-requirements-apart.ts';

/** One supergraph as it is served. Requests that began with it end with it. */
export interface Generation {
  readonly api: GraphQLSchema;
  /** The names of its subgraphs. */
  readonly services: readonly string[];
  readonly names: PrivateNames;
  readonly isConcrete: IsConcrete;
  /** Names that stand for what @requires asks for with arguments; no client knows them. */
  readonly isStated: (name: string) => boolean;
  /** An operation of a validated document, remembered with its plans under `hash`. Throws GraphQLError. */
  operation(document: DocumentNode, operationName: string | undefined, hash: string): CompiledOperation;
}

export interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  /** The operation as these coerced variables decide it; planned when they first do. Throws GraphQLError. */
  decided(variables: Readonly<Record<string, unknown>>): DecidedOperation;
}

export interface DecidedOperation {
  readonly plan: CompiledPlan;
  /** The form of the answer. */
  readonly shape: ObjectShape;
  readonly introspection: DocumentNode | null;
}

const MOST_OPERATIONS = 2_000;
const MOST_DECISIONS = 32;
// Planning blocks everyone: past so many candidates the best plan found is good enough.
const MOST_PLANS = 1_000;

/** @param supergraphSdl without the security directives, which the planner does not know. @throws when it cannot be planned over. */
export function createGeneration(supergraphSdl: string): Generation {
  const api = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
  const requirements = tellRequirementsApart(resolvableKeysFirst(parse(supergraphSdl, { noLocation: true })));
  const names = privateNames(requirements.supergraph);
  const planned = Supergraph.build(print(requirements.supergraph), { validateSupergraph: false });
  const planner = new QueryPlanner(planned, { reuseQueryFragments: false, debug: { maxEvaluatedPlans: MOST_PLANS } });
  const schemaOfPlans = planned.apiSchema();
  const everything = buildASTSchema(requirements.supergraph, { assumeValid: true, assumeValidSDL: true });
  const compiled = new Recent<CompiledOperation>(MOST_OPERATIONS);

  const matches: Matches = (typename, condition) => {
    if (typename === condition) return true;
    const type = everything.getType(typename);
    const conditional = everything.getType(condition);
    return isAbstractType(conditional) && (isObjectType(type) || isInterfaceType(type)) && everything.isSubType(conditional, type);
  };

  function compile(document: DocumentNode, operationName: string | undefined): CompiledOperation {
    const operation = getOperationAST(document, operationName);
    const root = operation ? api.getRootType(operation.operation) : null;
    if (!operation || !root) throw new GraphQLError('The document has no such operation.', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
    if (operation.operation === 'subscription') throw new GraphQLError('Subscriptions are not served.', { extensions: { code: 'BAD_REQUEST' } });

    const deciding = decidingVariables(document);
    const decisions = new Recent<DecidedOperation>(MOST_DECISIONS);
    return {
      operation,
      decided: (variables) => decisions.get(deciding.map((name) => String(variables[name])).join(' '), () =>
        plan(decideConditions(document, variables), operationName, root)),
    };
  }

  function plan(document: DocumentNode, operationName: string | undefined, root: GraphQLObjectType): DecidedOperation {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('An operation was lost when its conditions were decided.');
    const fragments = new Map(document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]));
    const query = operationFromDocument(schemaOfPlans, names.apply(inWrittenOrder(document, fragments)), { operationName, validate: false });
    return {
      plan: compilePlan(planner.buildQueryPlan(query), requirements, matches),
      shape: compileShape({ api, names, root, selectionSet: operation.selectionSet, fragments }),
      introspection: introspectionIn(operation, fragments),
    };
  }

  return {
    api,
    services: planned.subgraphsMetadata().map(({ name }) => name),
    names,
    isConcrete: (typename) => typeof typename === 'string' && isObjectType(everything.getType(typename)),
    isStated: (name) => requirements.stated.has(name),
    operation: (document, operationName, hash) => compiled.get(`${hash} ${operationName ?? ''}`, () => compile(document, operationName)),
  };
}
