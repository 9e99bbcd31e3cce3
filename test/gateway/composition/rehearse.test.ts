import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { rehearse } from '../../../gateway/composition/rehearse.ts';
import { readHouses } from '../../../schema/tools/houses.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

describe('a rehearsal of composing', () => {
  it('composes the committed houses with insurers of every kind of thing they may add', async () => {
    expect(rehearse(await readHouses(ROOT))).toBe(true);
  });

  it('says so when the houses do not compose', () => {
    expect(rehearse([{ name: 'a', url: 'http://a.invalid', sdl: 'type Query { a: Nowhere }' }])).toBe(false);
  });
});
