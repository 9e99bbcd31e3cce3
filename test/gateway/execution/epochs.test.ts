import { describe, expect, it } from '@jest/globals';
import { createEpochs } from '../../../gateway/execution/epochs.ts';

describe('what has been replaced', () => {
  it('is freed at once when nobody is inside', () => {
    const epochs = createEpochs();
    const freed: string[] = [];
    epochs.next(() => freed.push('first'));
    expect(freed).toEqual(['first']);
  });

  it('is freed once all who came in before have left, oldest first', () => {
    const epochs = createEpochs();
    const freed: string[] = [];
    const early = epochs.enter();
    epochs.next(() => freed.push('first'));
    const late = epochs.enter();
    epochs.next(() => freed.push('second'));
    late();
    // Who came early may be using the second by now.
    expect(freed).toEqual([]);
    early();
    expect(freed).toEqual(['first', 'second']);
  });

  it('is not freed by one who leaves twice', () => {
    const epochs = createEpochs();
    const freed: string[] = [];
    const one = epochs.enter();
    const other = epochs.enter();
    one();
    one();
    epochs.next(() => freed.push('first'));
    expect(freed).toEqual([]);
    other();
    expect(freed).toEqual(['first']);
  });
});
