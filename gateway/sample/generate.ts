import { sampleAssociations, type SampleAssociation } from './associations.ts';
import { sampleInsurers, type SampleInsurer } from './insurers.ts';
import { samplePeople, type SamplePerson } from './people.ts';
import { dayNumber } from './sample-day.ts';

export interface SampleRequest {
  /** How many associations. */
  readonly associations: number;
  /** How many employees in all of them; 30 an association when left out. */
  readonly employees?: number;
  /** How many insurers; six when left out. */
  readonly insurers?: number;
  readonly seed: number;
  /** 'YYYY-MM-DD': ages and dates of cover are counted from here. */
  readonly today: string;
}

export interface Sample {
  readonly associations: readonly SampleAssociation[];
  readonly insurers: readonly SampleInsurer[];
  /** The people of one association, made as they are asked for, and again the same when asked again. */
  people(association: SampleAssociation): Iterable<SamplePerson>;
}

const EMPLOYEES_AN_ASSOCIATION = 30;

/**
 * Sample data that looks like the real thing. The same request gives the same bytes, in whatever order it is read, and
 * ids depend on the seed and the sizes alone. Nothing is kept: half a million lives take the memory of one.
 * @throws RangeError when the sizes do not fit together or `today` is not a day
 */
export function generateSample(request: SampleRequest): Sample {
  const { associations, seed, today, employees = associations * EMPLOYEES_AN_ASSOCIATION, insurers } = request;
  if (!Number.isSafeInteger(associations) || associations < 1) throw new RangeError('a sample has at least one association');
  const day = dayNumber(today);
  return {
    associations: sampleAssociations(associations, employees, seed),
    insurers: sampleInsurers(seed, insurers),
    people: (association) => ({ [Symbol.iterator]: () => samplePeople(association, seed, day) }),
  };
}
