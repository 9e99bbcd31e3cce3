/** Decisions, read one after the other from a list of numbers. A shorter list with smaller numbers decides for simpler things, so that a failing case shrinks. */
export interface Tape {
  /** A whole number below `end`; 0 when the list has ended. */
  below(end: number): number;
  /** True once in `every` times; false when the list has ended. */
  rarely(every: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

export function tapeOf(numbers: readonly number[]): Tape {
  let at = 0;
  const below = (end: number): number => {
    const number = numbers[at] ?? 0;
    at += 1;
    return number % end;
  };
  return {
    below,
    rarely: (every) => below(every) === every - 1,
    pick(choices) {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new RangeError('nothing to pick from');
      return choice;
    },
  };
}
