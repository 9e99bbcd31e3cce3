import type { LocalizedText } from './language.ts';

export interface NamedCode {
  readonly code: string;
  readonly title: LocalizedText;
}

/** The life of a kind of thing, and the house whose table it is. */
export interface LifeTable {
  readonly house: string;
  readonly life: NamedCode;
  readonly initial: { readonly code: string };
  readonly final: readonly { readonly code: string }[];
  readonly states: readonly NamedCode[];
  readonly steps: readonly { readonly action: NamedCode; readonly from: NamedCode; readonly to: NamedCode; readonly actors: readonly NamedCode[]; readonly conditional: boolean }[];
}

export type RoleMatrix = Readonly<Record<string, readonly Omit<LifeTable, 'house'>[] | null>>;

/** The lives of all houses; a house that did not answer has none. */
export function livesOf(matrix: RoleMatrix | null): LifeTable[] {
  return Object.entries(matrix ?? {}).flatMap(([house, tables]) => (tables ?? []).map((table) => ({ ...table, house })));
}

/** The same kind of thing may live in two houses. */
export const lifeKey = ({ house, life }: LifeTable): string => `${house}.${life.code}`;
