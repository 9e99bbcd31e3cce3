import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { DecidedOperation } from '../generation.ts';
import { compileSlices } from './compile-slices.ts';
import type { SlicedPlan } from './compile-slices.ts';
import { NotSliced } from './places.ts';

/** A plan that may be run over slices, and how well that goes. */
export interface Slicing {
  readonly plan: SlicedPlan;
  /** Whether it comes out more often than not: each time it does not, the work was done twice. */
  isWorthwhile(): boolean;
  worked(did: boolean): void;
}

const GOOD = 50;
/** What one failure costs, in successes. */
const PRICE = 4;

const known = new WeakMap<DecidedOperation, Slicing | null>();

/** The plan of an operation over slices, compiled when it is first asked for; null when it has something that is left to the generic way. */
export function slicingOf(decision: DecidedOperation, api: GraphQLSchema, root: GraphQLObjectType): Slicing | null {
  let slicing = known.get(decision);
  if (slicing === undefined) {
    slicing = slicingFor(decision, api, root);
    known.set(decision, slicing);
  }
  return slicing;
}

function slicingFor({ plan, shape, introspection }: DecidedOperation, api: GraphQLSchema, root: GraphQLObjectType): Slicing | null {
  if (introspection) return null;
  let score = GOOD;
  try {
    const sliced = compileSlices(plan, shape, api, root);
    return {
      plan: sliced,
      isWorthwhile: () => score > 0,
      worked: (did) => { score = did ? Math.min(GOOD, score + 1) : score - PRICE; },
    };
  } catch (error) {
    if (error instanceof NotSliced) return null;
    throw error;
  }
}
