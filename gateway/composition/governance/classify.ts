import type { BaseGraph } from './base-graph.ts';
import { ownerIn } from './base-graph.ts';
import { OPENED, ROOTS, SHARED } from './rules.ts';
import { PROGRAMME } from './violation.ts';

/** Who sends an extension, and into what graph. */
export interface GovernanceContext {
  /** The sender's own, as registered: lower-case letters and digits. */
  readonly namespace: string;
  readonly insurerId: string;
  readonly base: BaseGraph;
  /** Every other insurer's namespace, and whose it is. */
  readonly others: ReadonlyMap<string, string>;
}

/** Whose word a name of a type is. */
export type NameClass =
  | { readonly kind: 'own' | 'opened' | 'shared' | 'root' }
  | { readonly kind: 'reserved' | 'foreign' | 'squatted' | 'outside'; readonly owner: string };

/** The scalars of GraphQL itself. */
export const BUILT_IN: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

export function classify(name: string, context: GovernanceContext): NameClass {
  const { base, namespace } = context;
  if (ROOTS.has(name)) return { kind: 'root' };
  if (BUILT_IN.has(name) || isReserved(name)) return { kind: 'reserved', owner: PROGRAMME };
  if (base.has(name)) {
    if (OPENED.has(name)) return { kind: 'opened' };
    return SHARED.has(name) ? { kind: 'shared' } : { kind: 'foreign', owner: ownerIn(base, name) ?? PROGRAMME };
  }
  return name.startsWith(`${namespace}_`) ? { kind: 'own' } : strangerOf(name, context);
}

/** GraphQL's and federation's own names. */
export function isReserved(name: string): boolean {
  return name.startsWith('_') || name.includes('__');
}

/** A name that is not the sender's: another insurer's, however it is written, or nobody's. */
export function strangerOf(name: string, { others }: GovernanceContext): { readonly kind: 'squatted' | 'outside'; readonly owner: string } {
  const written = name.toLowerCase();
  for (const [namespace, insurerId] of others) {
    if (written.startsWith(namespace)) return { kind: 'squatted', owner: `insurer:${insurerId}` };
  }
  return { kind: 'outside', owner: PROGRAMME };
}
