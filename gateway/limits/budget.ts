import { getOperationAST, isLeafType, Kind } from 'graphql';
import type { GraphQLSchema, NameNode, OperationDefinitionNode, TypeNode } from 'graphql';
import type { Asked, Answer } from '../auth/authorisation.ts';
import { refuse } from '../auth/refuse.ts';
import type { CostRules } from './cost-rules.ts';
import { estimateCost } from './cost.ts';
import type { Cost } from './cost-sum.ts';
import { ownerOf } from './field-owners.ts';
import type { FieldOwners } from './field-owners.ts';
import type { LimitsOf } from './limits.ts';
import { operationTree } from './operation-tree.ts';
import type { Selected } from './operation-tree.ts';

/** Refuses an operation that would cost more than its caller may spend, as the answer to it; null when it may run. */
export type RefuseCostly = (asked: Asked) => Answer | null;

/** The budgets of one supergraph: of a whole operation, and of what each subgraph has to do for it. */
export function createBudget(rules: CostRules, owners: FieldOwners, api: GraphQLSchema, limitsOf: LimitsOf): RefuseCostly {
  const model = { api, rules, ownerOf: ownerOf(owners) };
  const argumentsCost = [...model.rules.weights.keys()].some((coordinate) => coordinate.includes('('));
  const fixed = new WeakMap<OperationDefinitionNode, Cost>();
  const trees = new WeakMap<OperationDefinitionNode, readonly Selected[]>();

  function estimate({ document, operationName, variables, principal }: Asked): Cost | null {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    const known = fixed.get(operation);
    if (known) return known;
    const tree = trees.get(operation) ?? operationTree(document, operation, limitsOf(principal).selections);
    trees.set(operation, tree);
    const cost = estimateCost(model, operation, tree, variables);
    if (isFixed(operation)) fixed.set(operation, cost);
    return cost;
  }

  // Whole numbers may be lengths of lists and input objects have a cost each; names and ids change no estimate.
  function isFixed({ variableDefinitions = [] }: OperationDefinitionNode): boolean {
    if (variableDefinitions.length > 0 && argumentsCost) return false;
    return variableDefinitions.every(({ type }) => {
      const { value: name } = namedTypeOf(type);
      return name !== 'Int' && isLeafType(api.getType(name));
    });
  }

  return (asked) => {
    const { cost: allowed, subgraphCost } = limitsOf(asked.principal);
    const cost = estimate(asked);
    if (!cost) return null;
    if (cost.total > allowed) {
      return { errors: [refuse('OPERATION_TOO_COSTLY', asked.locale, { limit: 'cost', measured: cost.total, allowed }, 400)] };
    }
    const dear = [...cost.bySubgraph].find(([, own]) => own > subgraphCost);
    if (!dear) return null;
    const [service, measured] = dear;
    return { errors: [refuse('SUBGRAPH_COST_TOO_HIGH', asked.locale, { limit: 'subgraphCost', service, measured, allowed: subgraphCost }, 400)] };
  };
}

function namedTypeOf(type: TypeNode): NameNode {
  return type.kind === Kind.NAMED_TYPE ? type.name : namedTypeOf(type.type);
}
