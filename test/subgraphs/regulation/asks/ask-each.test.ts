import { describe, expect, it } from '@jest/globals';
import type { Fact } from '../../../../schema/contracts/fact.ts';
import { SourceContradictionError } from '../../../../subgraphs/kit/source-contradiction.ts';
import { SourceUnavailableError } from '../../../../subgraphs/kit/source-unavailable.ts';
import { askEach } from '../../../../subgraphs/regulation/asks/ask-each.ts';

const ASKER = { now: () => new Date('2026-03-01T09:00:00.000Z'), mode: 'LIVE' as const };
const factOf = (value: number): Fact<number> => ({ name: 'n', value, source: 'register', asOf: '', verifiedBy: 'test' });

/** A register that finds these questions impossible, and says so each time they are asked. */
function register(...impossible: readonly number[]) {
  const asked: number[][] = [];
  return {
    asked,
    ask: (questions: readonly number[]): Promise<Fact<number>[]> => {
      asked.push([...questions]);
      const contradictions = questions.flatMap((question, position) => (impossible.includes(question) ? [{ position, reason: 'no' }] : []));
      return contradictions.length > 0 ? Promise.reject(new SourceContradictionError('register', contradictions)) : Promise.resolve(questions.map(factOf));
    },
  };
}

const valuesOf = async (source: ReturnType<typeof register>, questions: readonly number[]): Promise<(number | null)[]> =>
  (await askEach(source.ask, questions, ASKER)).map((asked) => (asked.contradictory ? null : asked.fact.value));

describe('asking each', () => {
  it('asks once when all is well, and not at all for nothing', async () => {
    const source = register();
    expect(await valuesOf(source, [1, 2, 3])).toEqual([1, 2, 3]);
    expect(await valuesOf(source, [])).toEqual([]);
    expect(source.asked).toEqual([[1, 2, 3]]);
  });

  it('asks the others again, and leaves out those that cannot be true', async () => {
    const source = register(2, 4);
    expect(await valuesOf(source, [1, 2, 3, 4, 5])).toEqual([1, null, 3, null, 5]);
    expect(source.asked).toEqual([[1, 2, 3, 4, 5], [1, 3, 5]]);
  });

  it('does not ask again when nothing is left', async () => {
    const source = register(1);
    expect(await valuesOf(source, [1])).toEqual([null]);
    expect(source.asked).toEqual([[1]]);
    expect(await askEach(source.ask, [1], ASKER)).toEqual([{ contradictory: true, told: { source: 'register', asOf: '2026-03-01T09:00:00.000Z', verifiedBy: 'regulation' } }]);
  });

  it('takes a source that finds a new contradiction each time for one that is not there', async () => {
    const ask = (questions: readonly number[]): Promise<Fact<number>[]> => Promise.reject(new SourceContradictionError('register', [{ position: questions.length - 1, reason: 'no' }]));
    await expect(askEach(ask, [1, 2, 3, 4, 5], ASKER)).rejects.toBeInstanceOf(SourceUnavailableError);
  });

  it('passes on that a source is down', async () => {
    await expect(askEach(() => Promise.reject(new SourceUnavailableError('register', 'down')), [1], ASKER)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });
});
