import { describe, expect, it } from '@jest/globals';
import { judge } from '../../../../gateway/composition/governance/judge.ts';
import { bilingualOf } from '../../../../schema/contracts/errors.ts';
import { compose } from '../../../../schema/tools/compose.ts';
import { CompositionError } from '../../../../schema/tools/composition-error.ts';
import { FURTHER_MOVES, KNOWN_MOVES, UNREADABLE_MOVES } from './moves.ts';
import { CONTEXT, extensionOf, HOUSES } from './world.ts';

function composedAlone(sdl: string): 'composes' | 'refused' {
  try {
    compose([...HOUSES, extensionOf(sdl)]);
    return 'composes';
  } catch (error) {
    if (error instanceof CompositionError) return 'refused';
    throw error;
  }
}

describe.each([['a known hostile move', KNOWN_MOVES], ['a further hostile move', FURTHER_MOVES]])('%s', (_which, moves) => {
  it.each(moves.map((move) => [move.what, move] as const))('that %s is refused', (_what, { sdl, rule, owner, coordinate, alone }) => {
    expect(judge(sdl, CONTEXT)).toContainEqual(expect.objectContaining({ rule, owner, coordinate }));
    expect(composedAlone(sdl)).toBe(alone);
  });
});

describe('a submission that is not even looked at', () => {
  it.each(UNREADABLE_MOVES.map((move) => [move.what, move] as const))('because it %s', (_what, { sdl, rule, owner, coordinate }) => {
    expect(judge(sdl, CONTEXT)).toEqual([expect.objectContaining({ rule, owner, coordinate })]);
  });
});

describe('a refusal', () => {
  const all = [...KNOWN_MOVES, ...FURTHER_MOVES, ...UNREADABLE_MOVES].flatMap(({ sdl }) => judge(sdl, CONTEXT));

  it('is told in both languages with everything filled in', () => {
    for (const { code, values } of all) {
      const { en, ar } = bilingualOf(code, values);
      expect(en).not.toMatch(/\{\w+\}/);
      expect(ar).not.toMatch(/\{\w+\}/);
    }
  });

  it('names the rule that composition alone does not know', () => {
    expect(KNOWN_MOVES).toHaveLength(18);
    expect(KNOWN_MOVES.filter(({ alone }) => alone === 'composes').length).toBeGreaterThanOrEqual(13);
  });
});
