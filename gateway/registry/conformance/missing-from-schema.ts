import type { Question, Questions } from './questions-of.ts';
import type { GraphQLRequest, SubgraphAnswer, SubgraphCaller } from './subgraph-call.ts';

/** What came of asking for all that an SDL has. */
export interface Missing {
  /** Coordinates that the running schema does not know; empty when everything was answered. */
  readonly coordinates: readonly string[];
  /** The answer that was no answer; null when everything was answered. */
  readonly refused: SubgraphAnswer | null;
}

/** Questions under way at the same time, when what is missing is looked for. */
const AT_ONCE = 8;

/**
 * Asks a running subgraph for all of it and, when that is refused, for each thing alone: what a server says of its schema
 * and what it can be asked are not the same. The words of its errors are its own, so what is missing is found without them.
 */
export async function missingFromSchema(caller: SubgraphCaller, { all, each }: Questions): Promise<Missing> {
  const refusals = new Map<GraphQLRequest, SubgraphAnswer>();
  for (const request of all) {
    const answer = await caller.call(request);
    if (answer.body?.data == null) refusals.set(request, answer);
  }
  const [refused = null] = refusals.values();
  if (refused === null) return { coordinates: [], refused };
  const worthAsking = each.filter(({ without }) => without === null || refusals.has(without));
  const missing: Question[] = [];
  for (let at = 0; at < worthAsking.length; at += AT_ONCE) {
    const some = worthAsking.slice(at, at + AT_ONCE);
    const answers = await Promise.all(some.map(({ request }) => caller.call(request)));
    missing.push(...some.filter(({ without }, place) => (answers[place]?.body?.data == null) === (without === null)));
  }
  return { coordinates: causesIn(missing), refused };
}

/** Without what is missing only because what leads to it is; an enum value explains the fields it is a value of. */
function causesIn(missing: readonly Question[]): string[] {
  const names = new Set(missing.map(({ coordinate }) => coordinate));
  const causes = missing.filter(({ behind }) => !behind.some((coordinate) => names.has(coordinate)));
  const asked = causes.filter(({ without }) => without === null);
  const left = causes.filter(({ without }) => without !== null);
  const values = left.filter(({ coordinate }) => /\.[A-Z0-9_]+$/.test(coordinate));
  // A mutation is asked with a whole value, so what is wrong with the value is wrong with it.
  const others = left.length === 0 ? asked : asked.filter(({ coordinate }) => !coordinate.startsWith('Mutation.'));
  return [...others, ...(values.length > 0 ? values : left)].map(({ coordinate }) => coordinate);
}
