import { holdsNoAssociation, seedAssociationsSample } from '../subgraphs/associations/store/sample.ts';
import { seedInsurersSample } from '../subgraphs/insurers/store/sample.ts';
import type { SampleInsurerRow, SampleLife, SamplePolicyRow } from '../subgraphs/insurers/store/sample.ts';
import { createFieldCipher } from '../subgraphs/kit/field-cipher.ts';
import { riyadhDateOf } from '../subgraphs/kit/riyadh-date.ts';
import { BENEFIT_SCHEDULES } from '../subgraphs/regulation/domain/rules/benefit-schedules.ts';
import { inForceOn } from '../subgraphs/regulation/domain/rules/in-force.ts';
import { seedRegulationSample } from '../subgraphs/regulation/store/sample.ts';
import type { HouseDatabase } from './embedded/house-databases.ts';
import { generateSample } from './sample/generate.ts';
import type { Sample, SampleRequest } from './sample/generate.ts';
import type { SamplePerson } from './sample/people.ts';

/** What is asked of a sample. */
export interface SampleSize {
  readonly associations: number;
  readonly employees?: number;
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

/** Fills three empty houses with one sample: rosters, accreditations, insurers, and this year's policies and cover. */
export async function seedSample(target: SampleTarget, size: SampleSize, say: (line: string) => void = () => undefined): Promise<void> {
  const sample = generateSample(sampleRequest(size));
  const now = new Date();
  const cipher = createFieldCipher(Buffer.from(target.fieldKeys['associations'] ?? '', 'base64'));
  const lives = await seedAssociationsSample(urlOf(target.databases, 'associations'), cipher, sample.associations.map((association) => ({
    ...association, licenseNumber: association.licenceNumber, city: association.cityAr, people: sample.people(association),
  })));
  say(`${sample.associations.length} associations with ${lives} lives on their rosters`);
  const valid = { validFrom: `${thisYear() - 1}-01-01`, validTo: riyadhDateOf(now, 3 * 365), state: 'ACCREDITED' as const };
  await seedRegulationSample(urlOf(target.databases, 'regulation'), { accreditations: [
    ...sample.associations.map(({ id }, index) => ({ kind: 'ASSOCIATION' as const, subjectId: id, level: 1 + (index % 3), ...valid })),
    ...sample.insurers.map(({ id }) => ({ kind: 'INSURER' as const, subjectId: id, level: null, ...valid })),
  ] }, now);
  const covered = await seedInsurersSample(urlOf(target.databases, 'insurers'), 'SANDBOX', insurersOf(sample), policiesOf(sample), now);
  say(`${sample.insurers.length} insurers, ${covered} lives covered by this year's policies`);
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

/** Every association has a policy of its own this year, as it was before Wasq: each with an insurer it found alone. */
function* policiesOf(sample: Sample): Generator<SamplePolicyRow> {
  for (const [index, association] of sample.associations.entries()) {
    yield {
      insurerId: sample.insurers[index % sample.insurers.length]?.id ?? '',
      associationId: association.id,
      inceptionDate: `${thisYear()}-01-01`,
      expiryDate: `${thisYear()}-12-31`,
      lives: livesOf(sample.people(association)),
    };
  }
}

function* livesOf(people: Iterable<SamplePerson>): Generator<SampleLife> {
  for (const { id, birthDate, sex, relationship, policyClass } of people) {
    yield { memberId: id, birthDate, sex: sexOf(sex), status: relationship === 'SELF' ? 'EMPLOYEE' : relationship, policyClass };
  }
}

function sexOf(sex: 'M' | 'F'): 'MALE' | 'FEMALE' {
  return sex === 'M' ? 'MALE' : 'FEMALE';
}

function thisYear(): number {
  return new Date().getUTCFullYear();
}

function urlOf(databases: SampleTarget['databases'], house: string): string {
  const database = databases.get(house);
  if (database === undefined) throw new Error(`The ${house} house has no database.`);
  return database.migratorUrl;
}
