import { hasRole } from '../../schema/contracts/identity.ts';
import type { Principal } from '../../schema/contracts/identity.ts';

/** What one operation, and one caller in a minute, may ask of the graph. */
export interface Limits {
  /** Lexical tokens of the whole document. */
  readonly tokens: number;
  /** Fields, each counted where it stands once fragments are spread out. */
  readonly selections: number;
  /** Levels of fields. Introspection is not counted: validation bounds it. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Estimated cost of the whole operation. */
  readonly cost: number;
  /** Estimated cost of what any one subgraph has to do for the operation. */
  readonly subgraphCost: number;
  /** Milliseconds until an operation must be answered with what has come by then. */
  readonly deadlineMs: number;
  /** Operations a minute. */
  readonly rate: number;
  /** Milliseconds for the plan of one operation, where planning has a thread of its own. */
  readonly planningMs: number;
  /** Event streams that run at once. */
  readonly subscriptions: number;
}

/** What anyone may ask who is not a house. */
export const DEFAULT_LIMITS: Limits = {
  tokens: 5_000, selections: 10_000, depth: 15, aliases: 100, rootFields: 40, cost: 100_000, subgraphCost: 50_000, deadlineMs: 30_000, rate: 12_000, subscriptions: 20, planningMs: 10_000,
};

/** What a house of the programme may ask: it works for all of its people at once. */
export const HOUSE_LIMITS: Limits = {
  tokens: 50_000, selections: 10_000, depth: 25, aliases: 2_000, rootFields: 2_000, cost: 1_000_000, subgraphCost: 1_000_000, deadlineMs: 60_000, rate: 300_000, subscriptions: 200, planningMs: 10_000,
};

export type LimitsOf = (principal: Principal) => Limits;

/** Which limits hold for a caller. A house is known by its own signature, so no outside token has the larger ones. */
export function limitsFor(ordinary: Limits, house: Limits = HOUSE_LIMITS): LimitsOf {
  return (principal) => (hasRole(principal, 'service') ? house : ordinary);
}
