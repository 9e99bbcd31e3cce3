import type { AnyFact } from '../../../../schema/contracts/fact.ts';
import type { Provenance } from './provenance.ts';
import type { SourceClaim } from './source-claim.ts';

/** What a source answered to a question about something the roster says: which field, what it must be, what the roster then says. */
const QUESTIONS: readonly (readonly [fact: string, field: string, agrees: boolean, claim: string])[] = [
  ['civilRegistry.person', 'birthDateMatches', true, 'member.birthDate'],
  ['civilRegistry.person', 'sexMatches', true, 'member.sex'],
  ['civilRegistry.person', 'alive', true, 'member.alive'],
  ['civilRegistry.family', 'confirmed', true, 'member.relationship'],
  ['socialInsurance.employment', 'employed', true, 'member.employed'],
];

/**
 * What the sources behind a decision say against the roster. The record holds no birth date and no number, so a claim
 * says whether it is as on the roster, which is enough to see that two sources disagree.
 */
export function claimsOfDecision(facts: readonly AnyFact[], roster: Provenance): SourceClaim[] {
  return facts.flatMap(({ name, value, source, asOf }) => QUESTIONS.flatMap(([fact, field, agrees, claim]): SourceClaim[] => {
    if (fact !== name || typeof value !== 'object' || value === null || isUnknown(value)) return [];
    const told = (value as Readonly<Record<string, unknown>>)[field];
    if (typeof told !== 'boolean' || told === agrees) return [];
    return [
      { name: claim, value: 'as on the roster', said: roster },
      { name: claim, value: 'not as on the roster', said: { source, asOf } },
    ];
  }));
}

/** A register that does not know the person says nothing about them. */
function isUnknown(value: object): boolean {
  return 'found' in value && value.found === false;
}
