import type { Role } from '../../schema/contracts/identity.ts';
import type { Refusal } from './refusal.ts';

/** Who may take a step: a role of the caller, or a timer of the house itself. */
export type Actor = Role | 'timer';

/** Says why a step may not be taken on these facts, or null when it may. Pure. */
export type Guard<Facts> = (facts: Facts) => Refusal | null;

/** One row of a transition table. */
export interface Transition<State extends string, Action extends string, Facts> {
  readonly action: Action;
  readonly from: readonly State[];
  readonly to: State;
  readonly actors: readonly Actor[];
  readonly guard: Guard<Facts>;
}

/** The life of one kind of thing as a table. */
export interface Life<State extends string, Action extends string, Facts> {
  readonly name: string;
  readonly initial: State;
  readonly states: readonly State[];
  /** States nothing leads out of. */
  readonly final: readonly State[];
  readonly transitions: readonly Transition<State, Action, Facts>[];
}

/** For steps whose only condition is the state they start from. */
export const always = (): null => null;

/**
 * Checks a table when the house starts, so that a wrong one never meets a user: every state can be reached, every
 * state that is not final can be left, no state and action lead to two places, every step has an actor.
 * @throws Error naming the table and the row.
 */
export function defineLife<State extends string, Action extends string, Facts>(
  life: Life<State, Action, Facts>,
): Life<State, Action, Facts> {
  const wrong = (what: string): Error => new Error(`The transition table of ${life.name} is wrong: ${what}.`);
  if (new Set(life.states).size !== life.states.length) throw wrong('a state stands twice');
  for (const state of [life.initial, ...life.final]) {
    if (!life.states.includes(state)) throw wrong(`${state} is initial or final and no state of it`);
  }
  const seen = new Set<string>();
  for (const { action, from, to, actors } of life.transitions) {
    if (actors.length === 0) throw wrong(`${action} has no actor`);
    if (from.length === 0) throw wrong(`${action} starts nowhere`);
    for (const state of [...from, to]) {
      if (!life.states.includes(state)) throw wrong(`${action} names the unknown state ${state}`);
    }
    for (const state of from) {
      if (life.final.includes(state)) throw wrong(`${action} leads out of the final state ${state}`);
      const key = `${state} ${action}`;
      if (seen.has(key)) throw wrong(`${action} from ${state} stands twice`);
      seen.add(key);
    }
  }
  const reached = new Set<State>([life.initial]);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const { from, to } of life.transitions) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  for (const state of life.states) {
    if (!reached.has(state)) throw wrong(`${state} cannot be reached`);
    const left = life.transitions.some(({ from }) => from.includes(state));
    if (!left && !life.final.includes(state)) throw wrong(`${state} cannot be left and is not final`);
  }
  return life;
}

/** The step's outcome: the state it leads to, or why it may not be taken. */
export type Step<State extends string> = { readonly to: State } | { readonly refusal: Refusal };

/** Decides one step. The state that is written is the one given here, never the one that was asked for. */
export function takeStep<State extends string, Action extends string, Facts>(
  life: Life<State, Action, Facts>,
  state: State,
  action: Action,
  actors: readonly Actor[],
  facts: Facts,
): Step<State> {
  const row = life.transitions.find((each) => each.action === action && each.from.includes(state));
  if (row === undefined) return { refusal: { code: 'TRANSITION_NOT_ALLOWED', values: { action, state } } };
  if (!row.actors.some((actor) => actors.includes(actor))) return { refusal: { code: 'NOT_YOURS' } };
  const refusal = row.guard(facts);
  return refusal === null ? { to: row.to } : { refusal };
}

/** What these actors may do from this state. Guards are not asked: they need facts that only the command gathers. */
export function availableActions<State extends string, Action extends string>(
  life: Life<State, Action, never>,
  state: State,
  actors: readonly Actor[],
): Action[] {
  return life.transitions
    .filter((row) => row.from.includes(state) && row.actors.some((actor) => actor !== 'timer' && actors.includes(actor)))
    .map((row) => row.action);
}
