import { titleOfCode, titleOfStep } from '../../schema/contracts/code-titles.ts';
import { always } from './transitions.ts';
import type { Life } from './transitions.ts';

interface NamedCode {
  readonly code: string;
  readonly title: { readonly ar: string; readonly en: string };
}

/** A life as the matrix shows it: nothing in it is written by hand, so it cannot differ from what is enforced. */
export interface LifeTable {
  readonly life: NamedCode;
  readonly initial: NamedCode;
  readonly states: readonly NamedCode[];
  readonly final: readonly NamedCode[];
  readonly steps: readonly { readonly action: NamedCode; readonly from: NamedCode; readonly to: NamedCode; readonly actors: readonly NamedCode[]; readonly conditional: boolean }[];
}

/** Any life: the matrix reads no facts. */
export type AnyLife = Life<string, string, never>;

const named = (code: string): NamedCode => ({ code, title: titleOfCode(code) });

export function lifeTable({ name, initial, states, final, transitions }: AnyLife): LifeTable {
  return {
    life: named(name),
    initial: named(initial),
    states: states.map(named),
    final: final.map(named),
    steps: transitions.flatMap(({ action, from, to, actors, guard }) =>
      from.map((state) => ({ action: { code: action, title: titleOfStep(action) }, from: named(state), to: named(to), actors: actors.map(named), conditional: guard !== always }))),
  };
}

/** There is one programme, and one matrix of it. */
export const roleMatrix = () => ({ id: 'programme' });

/** A house's part of the programme's role matrix. */
export function roleMatrixResolvers(house: string, lives: readonly AnyLife[]) {
  const tables = lives.map(lifeTable);
  return {
    RoleMatrix: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      [house]: () => tables,
    },
  };
}
