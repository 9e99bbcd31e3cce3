import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { always, availableActions, defineLife, takeStep } from '../../../subgraphs/kit/transitions.ts';
import type { Actor, Life } from '../../../subgraphs/kit/transitions.ts';

type Facts = { readonly ripe: boolean };
type State = 'GREEN' | 'RIPE' | 'EATEN';
type Action = 'ripen' | 'eat' | 'rot';

const STATES: readonly State[] = ['GREEN', 'RIPE', 'EATEN'];
const ACTIONS: readonly Action[] = ['ripen', 'eat', 'rot'];
const ACTORS: readonly Actor[] = ['council', 'member', 'timer'];

const PEAR: Life<State, Action, Facts> = {
  name: 'Pear',
  initial: 'GREEN',
  states: STATES,
  final: ['EATEN'],
  transitions: [
    { action: 'ripen', from: ['GREEN'], to: 'RIPE', actors: ['timer'], guard: ({ ripe }) => (ripe ? null : { code: 'CONFLICT', values: { state: 'GREEN' } }) },
    { action: 'eat', from: ['GREEN', 'RIPE'], to: 'EATEN', actors: ['member', 'timer'], guard: always },
  ],
};

const row = { action: 'eat', from: ['GREEN'], to: 'EATEN', actors: ['member'], guard: always } as const;

describe('defineLife', () => {
  it('takes a right table as it is', () => {
    expect(defineLife(PEAR)).toBe(PEAR);
  });

  it.each<[string, Partial<Life<State, Action, Facts>>, string]>([
    ['a step nobody may take', { transitions: [{ ...row, actors: [] }] }, 'eat has no actor'],
    ['a step from nowhere', { transitions: [{ ...row, from: [] }] }, 'eat starts nowhere'],
    ['a step to an unknown state', { transitions: [{ ...row, to: 'LOST' as State }] }, 'eat names the unknown state LOST'],
    ['a step from an unknown state', { transitions: [{ ...row, from: ['LOST' as State] }] }, 'eat names the unknown state LOST'],
    ['a step out of a final state', { transitions: [{ ...row, from: ['EATEN'], to: 'GREEN' }] }, 'eat leads out of the final state EATEN'],
    ['one action leading to two places', { transitions: [...PEAR.transitions, { ...row, to: 'RIPE' }] }, 'eat from GREEN stands twice'],
    ['the same state twice in one step', { transitions: [{ ...row, from: ['GREEN', 'GREEN'] }] }, 'eat from GREEN stands twice'],
    ['a state nothing leads to', { transitions: [row, { ...row, from: ['RIPE'] }] }, 'RIPE cannot be reached'],
    ['a dead end that is not final', { final: [] }, 'EATEN cannot be left and is not final'],
    ['a state that is listed twice', { states: [...STATES, 'RIPE'] }, 'a state stands twice'],
    ['an initial state outside the table', { initial: 'LOST' as State }, 'LOST is initial or final and no state of it'],
    ['a final state outside the table', { final: ['EATEN', 'LOST' as State] }, 'LOST is initial or final and no state of it'],
  ])('refuses %s', (_what, wrong, sentence) => {
    expect(() => defineLife({ ...PEAR, ...wrong })).toThrow(`The transition table of Pear is wrong: ${sentence}.`);
  });

  it('refuses states that only reach each other', () => {
    const island = { ...PEAR, states: [...STATES, 'A', 'B'] as State[], transitions: [
      ...PEAR.transitions,
      { ...row, from: ['A' as State], to: 'B' as State }, { ...row, from: ['B' as State], to: 'A' as State },
    ] };
    expect(() => defineLife(island)).toThrow('A cannot be reached');
  });
});

describe('takeStep', () => {
  it('leads where the table says', () => {
    expect(takeStep(PEAR, 'GREEN', 'ripen', ['timer'], { ripe: true })).toEqual({ to: 'RIPE' });
  });

  it('says why not: the state, then the actor, then the guard', () => {
    expect(takeStep(PEAR, 'RIPE', 'ripen', ['member'], { ripe: false })).toEqual({ refusal: { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'ripen', state: 'RIPE' } } });
    expect(takeStep(PEAR, 'GREEN', 'ripen', ['member'], { ripe: false })).toEqual({ refusal: { code: 'NOT_YOURS' } });
    expect(takeStep(PEAR, 'GREEN', 'ripen', ['timer'], { ripe: false })).toEqual({ refusal: { code: 'CONFLICT', values: { state: 'GREEN' } } });
  });

  it('never leads outside the table, and only for an actor of the row whose guard agrees', () => {
    fc.assert(fc.property(
      fc.constantFrom(...STATES), fc.constantFrom(...ACTIONS), fc.subarray([...ACTORS]), fc.boolean(),
      (state, action, actors, ripe) => {
        const step = takeStep(PEAR, state, action, actors, { ripe });
        const found = PEAR.transitions.find((each) => each.action === action && each.from.includes(state));
        const may = found !== undefined && found.actors.some((actor) => actors.includes(actor)) && found.guard({ ripe }) === null;
        expect('to' in step).toBe(may);
        if ('to' in step) expect(step.to).toBe(found?.to);
      },
    ));
  });
});

describe('availableActions', () => {
  it('lists what these actors may do from here, without the timer', () => {
    expect(availableActions(PEAR, 'GREEN', ['member'])).toEqual(['eat']);
    expect(availableActions(PEAR, 'GREEN', ['council'])).toEqual([]);
    expect(availableActions(PEAR, 'GREEN', ['timer'])).toEqual([]);
    expect(availableActions(PEAR, 'EATEN', ['member'])).toEqual([]);
  });
});
