import { describe, expect, it } from '@jest/globals';
import { generateSample, type Sample } from '../../../gateway/sample/generate.ts';
import type { SamplePerson } from '../../../gateway/sample/people.ts';
import { sandboxMarkOf } from '../../../schema/contracts/sandbox-ids.ts';
import { REGIONS } from '../../../schema/contracts/region.ts';

const REQUEST = { associations: 60, seed: 7, today: '2026-03-15' };

function everyone(sample: Sample): SamplePerson[] {
  return sample.associations.flatMap((association) => [...sample.people(association)]);
}

function yearsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 / 365.25;
}

function share<T>(of: readonly T[], such: (one: T) => boolean): number {
  return of.filter(such).length / of.length;
}

const sample = generateSample(REQUEST);
const large = everyone(generateSample({ ...REQUEST, associations: 200 }));

describe('a sample', () => {
  it('is the same for the same seed, in whatever order it is read', () => {
    const again = generateSample(REQUEST);
    const [first, second] = [again.associations[0], again.associations[1]];
    if (first === undefined || second === undefined) throw new Error('no associations');
    const secondRead = [...again.people(second)];
    const readTwice = [...again.people(first)];
    expect([...again.people(first)]).toEqual(readTwice);
    expect([...readTwice, ...secondRead]).toEqual(everyone(sample).slice(0, readTwice.length + secondRead.length));
    expect(again.insurers).toEqual(sample.insurers);
  });

  it('is another one for another seed', () => {
    const other = generateSample({ ...REQUEST, seed: 8 });
    expect(other.associations[0]?.id).not.toBe(sample.associations[0]?.id);
    expect(everyone(other)[0]).not.toEqual(everyone(sample)[0]);
  });

  it('keeps its ids when only the day changes', () => {
    const later = everyone(generateSample({ ...REQUEST, today: '2026-07-01' }));
    expect(later[0]?.nationalId).toBe(everyone(sample)[0]?.nationalId);
    expect(later[0]?.id).toBe(everyone(sample)[0]?.id);
  });

  it('has the asked number of employees, 30 an association unless told', () => {
    const employees = (people: SamplePerson[]): number => people.filter(({ relationship }) => relationship === 'SELF').length;
    expect(employees(everyone(sample))).toBe(1_800);
    expect(employees(everyone(generateSample({ ...REQUEST, associations: 7, employees: 400 })))).toBe(400);
  });

  it.each([{ associations: 0 }, { associations: 10, employees: 29 }, { associations: 1, employees: 301 }, { today: '2026-15-15' }])(
    'refuses what does not fit: %j', (request) => {
      expect(() => generateSample({ ...REQUEST, ...request })).toThrow(RangeError);
    });

  it('is in all 13 regions, and no two associations are named alike or licensed twice', () => {
    expect(new Set(sample.associations.map(({ region }) => region))).toEqual(new Set(REGIONS.map(({ code }) => code)));
    const many = generateSample({ ...REQUEST, associations: 5_000 }).associations;
    for (const key of ['id', 'nameAr', 'nameEn', 'licenceNumber'] as const) {
      expect(new Set(many.map((association) => association[key])).size).toBe(5_000);
    }
    const sizes = many.map(({ employees }) => employees);
    expect(Math.min(...sizes)).toBe(3);
    expect(Math.max(...sizes)).toBeGreaterThan(150);
  });
});

describe('the people of a sample', () => {
  it('have ids that nobody else has', () => {
    expect(new Set(large.map(({ nationalId }) => nationalId)).size).toBe(large.length);
    expect(new Set(large.map(({ id }) => id)).size).toBe(large.length);
    expect(large.every(({ id }) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  });

  it('are marked for the sandbox sources about once in 200, every mark in a sample of 60', () => {
    const marked = large.filter(({ nationalId }) => sandboxMarkOf(nationalId) !== null);
    expect(large.length / marked.length).toBeGreaterThan(150);
    expect(large.length / marked.length).toBeLessThan(250);
    const marks = new Set(everyone(sample).map(({ nationalId }) => sandboxMarkOf(nationalId)));
    expect([...marks].sort()).toEqual([
      'BIRTH_DATE_CONTRADICTED', 'DECEASED', 'NOT_EMPLOYED', 'NOT_FOUND', 'RELATIONSHIP_NOT_CONFIRMED', 'SOURCES_CONTRADICT', null,
    ].sort());
  });

  it('are denied a family link only as dependents, and an employment only as employees', () => {
    for (const { nationalId, relationship } of large) {
      const mark = sandboxMarkOf(nationalId);
      if (mark === 'RELATIONSHIP_NOT_CONFIRMED') expect(relationship).not.toBe('SELF');
      if (mark === 'NOT_EMPLOYED' || mark === 'SOURCES_CONTRADICT') expect(relationship).toBe('SELF');
    }
  });

  it('are mixed as in the Kingdom\'s associations', () => {
    const employees = large.filter(({ relationship }) => relationship === 'SELF');
    const dependents = (large.length - employees.length) / employees.length;
    expect(dependents).toBeGreaterThan(2.2);
    expect(dependents).toBeLessThan(2.4);
    expect(share(employees, ({ nationality }) => nationality === 'SA')).toBeCloseTo(0.7, 1);
    expect(share(employees, ({ policyClass }) => policyClass === 'B')).toBeCloseTo(0.45, 1);
    expect(share(employees, ({ policyClass }) => policyClass === 'VIP')).toBeCloseTo(0.02, 1);
  });

  it('are families that could be', () => {
    const families = new Map<string, SamplePerson[]>();
    for (const person of large) families.set(person.subscriberId, [...(families.get(person.subscriberId) ?? []), person]);
    for (const [subscriberId, members] of families) {
      const employee = members[0];
      if (employee === undefined) throw new Error('a family without a member');
      expect([employee.id, employee.relationship]).toEqual([subscriberId, 'SELF']);
      const wife = members.find(({ relationship, sex }) => relationship !== 'CHILD' && sex === 'F');
      const children = members.filter(({ relationship }) => relationship === 'CHILD');
      const births = children.map(({ birthDate }) => birthDate);
      expect([...births].sort()).toEqual(births);
      for (const [at, { birthDate }] of children.entries()) {
        const mother = wife === undefined ? 30 : yearsBetween(wife.birthDate, birthDate);
        const gap = at === 0 ? 2 : yearsBetween(births[at - 1] ?? '', birthDate);
        if (mother < 19.9 || mother > 45 || gap < 1.4) throw new Error(`born to a mother of ${mother} after ${gap} years`);
      }
      if (new Set(members.map(({ subscriberNationalId }) => subscriberNationalId)).size !== 1) throw new Error('two subscribers');
      const childNames = children.map(({ fullNameAr }) => fullNameAr);
      expect(new Set(childNames).size).toBe(childNames.length);
    }
  });
});
