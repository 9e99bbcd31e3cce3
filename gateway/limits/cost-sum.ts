/** Estimated cost, in all and of each subgraph. */
export interface Cost {
  readonly total: number;
  readonly bySubgraph: ReadonlyMap<string, number>;
}

export const NO_COST: Cost = { total: 0, bySubgraph: new Map() };

/** What `weight` costs whom; nobody in particular when `subgraph` is null. */
export function costOf(weight: number, subgraph: string | null): Cost {
  return { total: weight, bySubgraph: subgraph === null || weight === 0 ? NO_COST.bySubgraph : new Map([[subgraph, weight]]) };
}

export function sumOf(costs: readonly Cost[]): Cost {
  return combined(costs, (left, right) => left + right);
}

/** The most that any of these can cost: of types that exclude one another, one is met. */
export function worstOf(costs: readonly Cost[]): Cost {
  return combined(costs, Math.max);
}

export function times(count: number, { total, bySubgraph }: Cost): Cost {
  return { total: count * total, bySubgraph: new Map([...bySubgraph].map(([name, cost]) => [name, count * cost])) };
}

function combined(costs: readonly Cost[], combine: (left: number, right: number) => number): Cost {
  let total = 0;
  const bySubgraph = new Map<string, number>();
  for (const cost of costs) {
    total = combine(total, cost.total);
    for (const [name, own] of cost.bySubgraph) bySubgraph.set(name, combine(bySubgraph.get(name) ?? 0, own));
  }
  return { total, bySubgraph };
}
