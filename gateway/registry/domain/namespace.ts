import type { Refusal } from '../../../subgraphs/kit/refusal.ts';

const SHAPE = /^[a-z][a-z0-9]{2,19}$/;

/** Who would be believed to speak for the programme itself. */
const WORDS_OF_THE_PROGRAMME = [
  'wasq', 'gateway', 'graph', 'graphql', 'federation', 'council', 'regulator', 'regulation', 'government', 'saudi', 'nonprofit',
  'admin', 'system', 'internal', 'sandbox', 'service',
];

/**
 * Why a namespace cannot be given at all; null when it can. `namesInGraph` are the names of the programme's own types
 * and fields: a namespace one of them begins with would make that name the insurer's.
 */
export function refuseNamespace(namespace: string, namesInGraph: readonly string[]): Refusal | null {
  const path = ['input', 'namespace'];
  if (!SHAPE.test(namespace)) {
    return { code: 'INVALID_INPUT', values: { field: 'namespace', reason: 'must be 3 to 20 lower-case letters and digits, beginning with a letter' }, path };
  }
  const reserved = WORDS_OF_THE_PROGRAMME.some((word) => namespace.startsWith(word)) || namesInGraph.some((name) => name.toLowerCase().startsWith(namespace));
  return reserved ? { code: 'NAMESPACE_RESERVED', values: { namespace }, path } : null;
}

/** Two of which one begins the other are as good as the same: what one insurer adds would seem the other's. */
export function clashes(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
