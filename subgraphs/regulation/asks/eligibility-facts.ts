import type { AnyFact, Fact } from '../../../schema/contracts/fact.ts';
import type { Answer, EligibilityFacts, FactName } from '../domain/eligibility/eligibility-facts.ts';
import { ON_RECORD, contradictoryFact, recordedName } from '../domain/eligibility/fact-on-record.ts';
import { askEach } from './ask-each.ts';
import type { Asked, Asker } from './ask-each.ts';
import type { CivilStatusQuestion, PersonQuestion, RelationshipQuestion } from '../sources/civil-registry.ts';
import type { RegulationSources } from '../sources/regulation-sources.ts';
import type { EmploymentQuestion } from '../sources/social-insurance.ts';

/** One life to ask about. Its numbers go to the sources and nowhere else. */
export interface LifeToAsk {
  readonly nationalId: string;
  readonly employeeNationalId: string;
  readonly birthDate: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly relationship: 'SELF' | 'SPOUSE' | 'CHILD';
  readonly effectiveDate: string;
  readonly needs: readonly FactName[];
}

/** What the sources said of one life: for the rules, and for the record. */
export interface AskedLife {
  readonly facts: EligibilityFacts;
  readonly onRecord: readonly AnyFact[];
}

/** Asks every source once for all lives together. @throws SourceUnavailableError. */
export async function askEligibilityFacts(
  sources: RegulationSources, employerLicenceNumber: string, lives: readonly LifeToAsk[], asker: Asker,
): Promise<AskedLife[]> {
  const { civilRegistry, socialInsurance } = sources;
  const ask = <Question extends object, Value>(
    need: FactName, source: (questions: readonly Question[]) => Promise<Fact<Value>[]>, question: (life: LifeToAsk) => Question,
  ) => askNeeded(lives, need, source, question, asker);

  const [person, employment, family, civilStatus] = await Promise.all([
    ask('person', (questions: readonly PersonQuestion[]) => civilRegistry.persons(questions), ({ nationalId, birthDate, sex }) => ({ nationalId, birthDate, sex })),
    ask('employment', (questions: readonly EmploymentQuestion[]) => socialInsurance.employments(questions), (life) => ({ nationalId: life.employeeNationalId, employerLicenceNumber })),
    ask('family', (questions: readonly RelationshipQuestion[]) => civilRegistry.relationships(questions), (life) => ({
      nationalId: life.employeeNationalId,
      relativeNationalId: life.nationalId,
      relationship: life.relationship === 'SPOUSE' ? 'SPOUSE' as const : 'CHILD' as const,
    })),
    ask('civilStatus', (questions: readonly CivilStatusQuestion[]) => civilRegistry.civilStatuses(questions), ({ nationalId }) => ({ nationalId })),
  ]);

  return lives.map((life, index) => ({
    facts: {
      person: answerOf(person[index]),
      employment: answerOf(employment[index]),
      family: answerOf(family[index]),
      civilStatus: answerOf(civilStatus[index]),
    },
    onRecord: [
      recordOf('person', person[index], ON_RECORD.person),
      recordOf('employment', employment[index], (value) => ON_RECORD.employment(value, life.effectiveDate)),
      recordOf('family', family[index], ON_RECORD.family),
      recordOf('civilStatus', civilStatus[index], ON_RECORD.civilStatus),
    ].filter((fact) => fact !== null),
  }));
}

/** One ask for all lives that need the fact; a family asks about its employee once. Null where it is not needed. */
async function askNeeded<Question extends object, Value>(
  lives: readonly LifeToAsk[],
  need: FactName,
  source: (questions: readonly Question[]) => Promise<Fact<Value>[]>,
  question: (life: LifeToAsk) => Question,
  asker: Asker,
): Promise<(Asked<Value> | null)[]> {
  const keys = lives.map((life) => (life.needs.includes(need) ? JSON.stringify(question(life)) : null));
  const distinct = [...new Set(keys)].filter((key) => key !== null);
  const answers = await askEach(source, distinct.map((key) => JSON.parse(key) as Question), asker);
  const byKey = new Map(distinct.map((key, index) => [key, answers[index] as Asked<Value>]));
  return keys.map((key) => (key === null ? null : byKey.get(key) ?? null));
}

function answerOf<Value>(asked: Asked<Value> | null | undefined): Answer<Value> | null {
  if (asked == null) return null;
  return asked.contradictory ? { contradictory: true } : { contradictory: false, value: asked.fact.value };
}

function recordOf<Value>(name: FactName, asked: Asked<Value> | null | undefined, keep: (value: Value) => unknown): AnyFact | null {
  if (asked == null) return null;
  if (asked.contradictory) return contradictoryFact(name, asked.told);
  const { value, source, asOf, verifiedBy } = asked.fact;
  return { name: recordedName(name), value: keep(value), source, asOf, verifiedBy };
}
