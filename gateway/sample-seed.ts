import { isDeepStrictEqual } from 'node:util';
import { holdsNoAssociation, seedAssociationsSample } from '../subgraphs/associations/store/sample.ts';
import { countInsurersSample, seedInsurersSample } from '../subgraphs/insurers/store/sample.ts';
import type { InsurersSampleSize } from '../subgraphs/insurers/store/sample.ts';
import type { SampleInsurerRow, SampleLife, SamplePolicyRow } from '../subgraphs/insurers/store/sample-rows.ts';
import { createFieldCipher } from '../subgraphs/kit/field-cipher.ts';
import { riyadhDateOf } from '../subgraphs/kit/riyadh-date.ts';
import { BENEFIT_SCHEDULES } from '../subgraphs/regulation/domain/rules/benefit-schedules.ts';
import { inForceOn } from '../subgraphs/regulation/domain/rules/in-force.ts';
import { seedRegulationSample } from '../subgraphs/regulation/store/sample.ts';
import { ConfigError } from './config.ts';
import type { HouseDatabase } from './embedded/house-databases.ts';
import { generateSample } from './sample/generate.ts';
import type { Sample, SampleRequest } from './sample/generate.ts';
import type { SamplePerson } from './sample/people.ts';

/** What is asked of a sample. */
export interface SampleSize {
  readonly associations: number;
  readonly employees?: number;
  readonly insurers?: number;
}

/** What the first start makes. */
export const DEFAULT_SAMPLE: SampleSize = { associations: 60 };

/** The same seed always: everybody's sample is the same, so what one person sees another can look up. */
const SEED = 20_231_119;

/** Where a sample goes. */
export interface SampleTarget {
  readonly databases: ReadonlyMap<string, HouseDatabase>;
  readonly fieldKeys: Readonly<Record<string, string>>;
}

/** The whole request, from the size alone. Ages are counted from the first day of this year, so a restart sees the same people. */
export function sampleRequest(size: SampleSize): SampleRequest {
  return { ...size, seed: SEED, today: `${thisYear()}-01-01` };
}

export async function isEmpty({ databases }: SampleTarget): Promise<boolean> {
  return holdsNoAssociation(urlOf(databases, 'associations'));
}

/** Years of policies a sample has: this one, and those before it, expired. */
const YEARS = 3;

/**
 * Fills three houses with one sample: insurers with three years of policies and cover, accreditations, rosters. Each is
 * filled whole or not at all, and the associations last, since by them a sample is known to be there: what was cut short
 * between two houses is gone on with. @throws ConfigError when that was a sample of other sizes.
 */
export async function seedSample(target: SampleTarget, size: SampleSize, say: (line: string) => void = () => undefined): Promise<void> {
  const sample = generateSample(sampleRequest(size));
  const now = new Date();
  await fillInsurers(urlOf(target.databases, 'insurers'), sample, now, say);
  const valid = { validFrom: `${firstYear()}-01-01`, validTo: riyadhDateOf(now, 3 * 365), state: 'ACCREDITED' as const };
  await seedRegulationSample(urlOf(target.databases, 'regulation'), { accreditations: [
    ...sample.associations.map(({ id }, index) => ({ kind: 'ASSOCIATION' as const, subjectId: id, level: 1 + (index % 3), ...valid })),
    ...sample.insurers.map(({ id }) => ({ kind: 'INSURER' as const, subjectId: id, level: null, ...valid })),
  ] }, now);
  say(`${sample.associations.length + sample.insurers.length} accreditations`);
  const cipher = createFieldCipher(Buffer.from(target.fieldKeys['associations'] ?? '', 'base64'));
  const lives = await seedAssociationsSample(urlOf(target.databases, 'associations'), cipher, sample.associations.map((association) => ({
    ...association, licenseNumber: association.licenceNumber, city: association.cityAr, people: onRoster(sample.people(association)),
  })));
  say(`${sample.associations.length} associations with ${lives} lives on their rosters`);
}

/** All three houses know the same people, so what a sample of other sizes has left cannot be gone on with. */
async function fillInsurers(databaseUrl: string, sample: Sample, now: Date, say: (line: string) => void): Promise<void> {
  const held = await countInsurersSample(databaseUrl);
  if (held.policies === 0) {
    const covered = await seedInsurersSample(databaseUrl, 'SANDBOX', insurersOf(sample), policiesOf(sample), now);
    return say(`${sample.insurers.length} insurers, ${covered} covers in the policies of ${YEARS} years`);
  }
  if (!isDeepStrictEqual(held, countInsurers(sample))) {
    throw new ConfigError('A sample of other sizes was cut short here: ask for the same sizes again with npm run seed, or set DATA_DIR to an empty folder.');
  }
  say(`${held.insurers} insurers and ${held.lives} covers are there already`);
}

function countInsurers(sample: Sample): InsurersSampleSize {
  const size = { insurers: sample.insurers.length, policies: 0, lives: 0 };
  for (const { lives } of policiesOf(sample)) {
    size.policies += 1;
    size.lives += [...lives].length;
  }
  return size;
}

function insurersOf(sample: Sample): SampleInsurerRow[] {
  const minimum = inForceOn(BENEFIT_SCHEDULES, `${thisYear()}-01-01`);
  return sample.insurers.map((insurer) => ({
    id: insurer.id,
    crNumber: insurer.crNumber,
    nameAr: insurer.nameAr,
    nameEn: insurer.nameEn,
    plans: CLASSES.map(([policyClass, nameAr, nameEn]) => ({
      policyClass, nameAr, nameEn, benefits: (minimum?.benefits ?? []).map(({ code, kind, value }) => ({ code, kind, value })),
    })),
    rates: insurer.bookRates.map((rate) => ({ ...rate, sex: sexOf(rate.sex) })),
  }));
}

const CLASSES = [['VIP', 'النخبة', 'Elite'], ['A', 'الماسية', 'Diamond'], ['B', 'الذهبية', 'Gold'], ['C', 'الأساسية', 'Essential']] as const;

/** Every association has a policy of its own each year, as it was before Wasq: with an insurer it found alone, another one each year. */
function* policiesOf(sample: Sample): Generator<SamplePolicyRow> {
  for (let year = firstYear(); year <= thisYear(); year += 1) {
    for (const [index, association] of sample.associations.entries()) {
      yield {
        insurerId: sample.insurers[(index + year) % sample.insurers.length]?.id ?? '',
        associationId: association.id,
        inceptionDate: `${year}-01-01`,
        expiryDate: `${year}-12-31`,
        lives: livesOf(onRoster(sample.people(association)), `${year}-12-31`),
      };
    }
  }
}

/** As the roster has them after these years: everybody since their own first day, or since the first year of the sample. */
function* onRoster(people: Iterable<SamplePerson>): Generator<SamplePerson> {
  let employedSince = '';
  for (const person of people) {
    if (person.relationship === 'SELF') employedSince = person.employmentStart ?? '';
    const effectiveDate = [`${firstYear()}-01-01`, employedSince, person.birthDate].sort().at(-1) as string;
    yield { ...person, effectiveDate };
  }
}

function* livesOf(people: Iterable<SamplePerson>, until: string): Generator<SampleLife> {
  for (const { id, birthDate, sex, relationship, policyClass, effectiveDate } of people) {
    if (effectiveDate > until) continue;
    yield { memberId: id, birthDate, sex: sexOf(sex), status: relationship === 'SELF' ? 'EMPLOYEE' : relationship, policyClass, coverFrom: effectiveDate };
  }
}

function sexOf(sex: 'M' | 'F'): 'MALE' | 'FEMALE' {
  return sex === 'M' ? 'MALE' : 'FEMALE';
}

function firstYear(): number {
  return thisYear() - YEARS + 1;
}

function thisYear(): number {
  return new Date().getUTCFullYear();
}

function urlOf(databases: SampleTarget['databases'], house: string): string {
  const database = databases.get(house);
  if (database === undefined) throw new Error(`The ${house} house has no database.`);
  return database.migratorUrl;
}
