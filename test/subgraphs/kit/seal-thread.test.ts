import { describe, expect, it } from '@jest/globals';
import { createSealThread } from '../../../subgraphs/kit/seal-thread.ts';
import { createFieldCipher } from '../../../subgraphs/kit/field-cipher.ts';

const SECRET = Buffer.alloc(32, 9);
const textsOf = (from: number, count: number): string[] => Array.from({ length: count }, (_, place) => `نص ${from + place}`);

describe('sealing many texts', () => {
  it('gives each its own, in order, whoever seals them', async () => {
    const cipher = createFieldCipher(SECRET);
    const batches = await Promise.all(Array.from({ length: 8 }, async (_, round) => cipher.sealMany(textsOf(round * 1_000, 1_000))));
    batches.forEach((sealed, round) => expect(sealed.map((each) => cipher.open(each))).toEqual(textsOf(round * 1_000, 1_000)));
  });

  it('moves to a thread of its own when there are many', async () => {
    const cipher = createFieldCipher(SECRET);
    let here = 0;
    const thread = createSealThread(SECRET, (text) => {
      here += 1;
      return cipher.seal(text);
    });
    const round = async (): Promise<number> => {
      const before = here;
      const sealed = await thread.sealMany(textsOf(0, 2_000));
      expect(sealed.map((each) => cipher.open(each))).toEqual(textsOf(0, 2_000));
      return here - before;
    };
    expect(await round()).toBe(2_000);
    while ((await round()) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await round()).toBe(0);
  });

  it('is done where it was asked when there is nothing to do', async () => {
    expect(await createFieldCipher(SECRET).sealMany([])).toEqual([]);
  });
});
