import type { Fact } from '../../../../schema/contracts/fact.ts';
import type { CivilStatus, Employment, FactName, Family, Person } from './eligibility-facts.ts';

/** What the record keeps of an answer: what the rules looked at, and no date, name or number of a person. */
export const ON_RECORD = {
  person: ({ found, alive, birthDateMatches, sexMatches }: Person) => ({ found, alive, birthDateMatches, sexMatches }),
  employment: ({ employed, since, otherEmployer }: Employment, effectiveDate: string) =>
    ({ employed, otherEmployer, sinceBeforeCover: since !== null && since <= effectiveDate }),
  family: ({ confirmed }: Family) => ({ confirmed }),
  civilStatus: ({ found, maritalStatus, works }: CivilStatus) => ({ found, unmarried: maritalStatus !== null && maritalStatus !== 'MARRIED', works }),
} as const;

const SOURCE_OF: Readonly<Record<FactName, string>> = {
  person: 'civilRegistry', employment: 'socialInsurance', family: 'civilRegistry', civilStatus: 'civilRegistry',
};

/** Name of a fact as the graph shows it, for example `civilRegistry.person`. */
export function recordedName(name: FactName): string {
  return `${SOURCE_OF[name]}.${name}`;
}

/** Stands for an answer that cannot be true: that it was given is a fact too. */
export function contradictoryFact(name: FactName, told: Pick<Fact<unknown>, 'source' | 'asOf' | 'verifiedBy'>): Fact<unknown> {
  return { ...told, name: recordedName(name), value: 'CONTRADICTORY' };
}
