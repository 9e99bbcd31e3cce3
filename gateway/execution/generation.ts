import type { QueryPlan } from '@apollo/query-planner';
import { buildASTSchema, getOperationAST, GraphQLError, Kind, parse } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { compilePlan } from './compile-plan.ts';
import type { CompiledPlan, Matches } from './compiled-plan.ts';
import { compileShape } from './compile-shape.ts';
import type { ObjectShape } from './compile-shape.ts';
import { decideConditions, decidingVariables } from './decide-conditions.ts';
import { inWrittenOrder } from './in-written-order.ts';
import { introspectionIn } from './introspect.ts';
import type { IsConcrete } from './merge-answer.ts';
import { loadPlanner } from './planner.ts';
import type { Plan, SupergraphFacts } from './planner.ts';
import { privateNames } from './private-names.ts';
import type { PrivateNames } from './private-names.ts';
import { Recent } from './recent.ts';

/** One supergraph as it is served. Requests that began with it end with it. */
export interface Generation {
  readonly api: GraphQLSchema;
  readonly names: PrivateNames;
  readonly isConcrete: IsConcrete;
  /** Names that stand for what @requires asks for with arguments; no client knows them. */
  readonly isStated: (name: string) => boolean;
  /** An operation of a validated document, remembered with its plans under `hash`. Throws GraphQLError. */
  operation(document: DocumentNode, operationName: string | undefined, hash: string): CompiledOperation;
}

export interface CompiledOperation {
  readonly operation: OperationDefinitionNode;
  /** The operation as these coerced variables decide it; planned when they first do, and only then a promise. Throws GraphQLError. */
  decided(variables: Readonly<Record<string, unknown>>): DecidedOperation | Promise<DecidedOperation>;
}

export interface DecidedOperation {
  readonly plan: CompiledPlan;
  /** The form of the answer. */
  readonly shape: ObjectShape;
  readonly introspection: DocumentNode | null;
}

const MOST_OPERATIONS = 2_000;
const MOST_DECISIONS = 32;

/** A generation that plans in this thread. @throws when the supergraph cannot be planned over. */
export function createGeneration(supergraph: DocumentNode): Generation {
  const { facts, plan } = loadPlanner(supergraph);
  return generationOf(facts, buildASTSchema(parse(facts.apiSdl.join(''), { noLocation: true }), { assumeValid: true, assumeValidSDL: true }), plan);
}

/** @param api built from `facts.apiSdl`. */
export function generationOf({ names: nameFacts, requirements, objects, behind }: SupergraphFacts, api: GraphQLSchema, planFor: Plan): Generation {
  const names = privateNames(nameFacts);
  const compiled = new Recent<CompiledOperation>(MOST_OPERATIONS);
  const matches: Matches = (typename, condition) => typename === condition || behind.get(condition)?.has(typename) === true;

  function compile(document: DocumentNode, operationName: string | undefined): CompiledOperation {
    const operation = getOperationAST(document, operationName);
    const root = operation ? api.getRootType(operation.operation) : null;
    if (!operation || !root) throw new GraphQLError('The document has no such operation.', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });

    const deciding = decidingVariables(document);
    const decisions = new Recent<{ decided: DecidedOperation | Promise<DecidedOperation> }>(MOST_DECISIONS);
    return {
      operation,
      decided(variables) {
        const key = deciding.map((name) => String(variables[name])).join(' ');
        const decision = decisions.get(key, () => ({ decided: plan(decideConditions(document, variables), operationName, root) }));
        if (decision.decided instanceof Promise) {
          // All who ask meanwhile wait for the one plan; a plan that failed is tried again by the next.
          decision.decided.then((made) => { decision.decided = made; }, () => decisions.forget(key, decision));
        }
        return decision.decided;
      },
    };
  }

  function plan(document: DocumentNode, operationName: string | undefined, root: GraphQLObjectType): DecidedOperation | Promise<DecidedOperation> {
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new Error('An operation was lost when its conditions were decided.');
    const fragments = new Map(document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]));
    const decided = (planned: QueryPlan): DecidedOperation => ({
      plan: compilePlan(planned, requirements, matches),
      shape: compileShape({ api, names, root, selectionSet: operation.selectionSet, fragments }),
      introspection: introspectionIn(operation, fragments),
    });
    const planned = planFor(names.apply(inWrittenOrder(document, fragments)), operationName);
    return planned instanceof Promise ? planned.then(decided) : decided(planned);
  }

  return {
    api,
    names,
    isConcrete: (typename) => typeof typename === 'string' && objects.has(typename),
    isStated: (name) => requirements.stated.has(name),
    operation: (document, operationName, hash) => compiled.get(`${hash} ${operationName ?? ''}`, () => compile(document, operationName)),
  };
}
