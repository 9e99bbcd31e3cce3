import { describe, expect, it } from '@jest/globals';
import { sandboxMarkOf } from '../../../schema/contracts/sandbox-ids.ts';

describe('sandbox marks', () => {
  it.each([['1000099013', 'NOT_FOUND'], ['2123499066', 'SOURCES_CONTRADICT'], ['1990112340', null], ['1058529940', null]])(
    '%s is %s', (id, mark) => {
      expect(sandboxMarkOf(id)).toBe(mark);
    });
});
