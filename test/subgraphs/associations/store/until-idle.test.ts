import { describe, expect, it } from '@jest/globals';
import { SenderSilent, untilIdle } from '../../../../subgraphs/associations/store/until-idle.ts';

async function* pieces(...waits: number[]): AsyncGenerator<number> {
  for (const [place, wait] of waits.entries()) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    yield place;
  }
}

async function taken(source: AsyncIterable<number>, between = 0): Promise<number[]> {
  const all: number[] = [];
  for await (const piece of source) {
    all.push(piece);
    await new Promise((resolve) => setTimeout(resolve, between));
  }
  return all;
}

describe('a sender', () => {
  it('who goes on sending is heard to the end, however long the taker takes', async () => {
    expect(await taken(untilIdle(pieces(1, 1, 1), 200), 300)).toEqual([0, 1, 2]);
  });

  it('who falls silent is given up', async () => {
    await expect(taken(untilIdle(pieces(1, 2_000), 50))).rejects.toThrow(SenderSilent);
  });

  it('who breaks off is no silent one', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 0;
      await Promise.reject(new Error('broken off'));
    }
    await expect(taken(untilIdle(broken(), 1_000))).rejects.toThrow('broken off');
  });
});
