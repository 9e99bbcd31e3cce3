import type { AnyFact, Fact } from '../../../schema/contracts/fact.ts';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { SourceContradictionError } from '../../kit/source-contradiction.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';

/** What a source said of one question: a fact, or that its answer cannot be true. */
export type Asked<Value> =
  | { readonly contradictory: false; readonly fact: Fact<Value> }
  | { readonly contradictory: true; readonly told: Pick<AnyFact, 'source' | 'asOf' | 'verifiedBy'> };

/** Who asks: the clock and the mode stand on what it keeps. */
export interface Asker {
  readonly now: () => Date;
  readonly mode: ProgrammeMode;
}

/** A source that contradicts itself anew each time it is asked is not there at all. */
const ROUNDS = 3;

/**
 * Asks many questions so that one impossible answer spoils itself alone: the connector refuses the whole ask and names
 * the questions, and the others are asked again.
 * @throws SourceUnavailableError when the source is down, or finds new contradictions each time.
 */
export async function askEach<Question, Value>(
  ask: (questions: readonly Question[]) => Promise<Fact<Value>[]>,
  questions: readonly Question[],
  { now, mode }: Asker,
): Promise<Asked<Value>[]> {
  const answers = new Map<number, Asked<Value>>();
  let left = questions.map((_, position) => position);
  for (let round = 1; left.length > 0; round += 1) {
    try {
      const facts = await ask(left.map((position) => questions[position] as Question));
      left.forEach((position, index) => answers.set(position, { contradictory: false, fact: facts[index] as Fact<Value> }));
      left = [];
    } catch (error) {
      if (!(error instanceof SourceContradictionError)) throw error;
      if (round === ROUNDS) throw new SourceUnavailableError(error.source, 'it contradicts itself anew each time');
      const source = mode === 'SANDBOX' ? `sandbox:${error.source}` : error.source;
      const told = { source, asOf: now().toISOString(), verifiedBy: 'regulation' };
      const spoilt = new Set(error.contradictions.map(({ position }) => left[position] as number));
      for (const position of spoilt) answers.set(position, { contradictory: true, told });
      left = left.filter((position) => !spoilt.has(position));
    }
  }
  return questions.map((_, position) => answers.get(position) as Asked<Value>);
}
