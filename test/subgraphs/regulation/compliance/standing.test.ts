import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomOf } from '../../../../gateway/sample/random.ts';
import type { Random } from '../../../../gateway/sample/random.ts';
import { runPullChanges } from '../../../../subgraphs/regulation/jobs/pull-changes.ts';
import { emptyCopy } from '../../../../subgraphs/regulation/store/compliance/model-copy.ts';
import { STANDING_COLUMNS } from '../../../../subgraphs/regulation/store/compliance/standing-columns.ts';
import { expectedStanding } from './expected-standing.ts';
import type { FollowedWorld, WorldCover, WorldLife, WorldPolicy } from './followed-world.ts';
import { openModelHouse } from './model-house.ts';
import type { ModelHouse } from './model-house.ts';

const DAYS = ['2024-01-01', '2024-06-30', '2025-01-01', '2025-03-15', '2025-12-31', '2026-01-01', '2026-02-10', '2026-03-01', '2026-07-01', '2027-02-01'];

const dayOf = (random: Random, from = 0, to = 900): string => new Date(Date.UTC(2024, 0, 1) + random.int(from, to) * 86_400_000).toISOString().slice(0, 10);
const later = (a: string, b: string): string => (a > b ? a : b);

/** One thing that may happen in one of the two houses. */
function happen(world: FollowedWorld, random: Random, serial: number): void {
  const pick = <Value>(values: Iterable<Value>): Value | undefined => {
    const all = [...values];
    return all.length === 0 ? undefined : all[random.int(0, all.length - 1)];
  };
  const association = pick(world.associations.keys()) as string;
  const insurer = pick(world.insurers.keys()) as string;
  switch (random.int(0, 11)) {
    case 0: case 1: {
      const id = randomUUID();
      const known = pick(world.lives.values());
      // Now and then somebody works for two.
      const personId = known !== undefined && random.chance(0.2) ? known.personId : randomUUID();
      const start = dayOf(random);
      world.life({ id, personId, associationId: association, employeeId: id, relationship: 'SELF', birthDate: '1990-05-05', sex: random.chance(0.5) ? 'MALE' : 'FEMALE', maritalStatus: 'MARRIED', works: null, employmentStart: start, coverFrom: start, leftOn: null });
      break;
    }
    case 2: case 3: {
      const employee = pick([...world.lives.values()].filter(({ relationship }) => relationship === 'SELF'));
      if (employee === undefined) return;
      const birthDate = random.chance(0.4) ? dayOf(random, 200, 860) : `${random.int(1998, 2005)}-${random.pick(['02-28', '03-01', '06-15', '11-30'])}`;
      world.life({
        id: randomUUID(), personId: randomUUID(), associationId: employee.associationId, employeeId: employee.id, relationship: random.chance(0.8) ? 'CHILD' : 'SPOUSE', birthDate,
        sex: random.chance(0.5) ? 'MALE' : 'FEMALE', maritalStatus: random.pick([null, 'SINGLE', 'MARRIED']), works: random.pick([null, true, false]), employmentStart: null,
        coverFrom: later(birthDate, employee.coverFrom), leftOn: null,
      });
      break;
    }
    case 4: {
      const life = pick(world.lives.values());
      if (life !== undefined) world.life({ ...life, leftOn: random.chance(0.3) ? null : dayOf(random), works: random.pick([null, true, false]) } as WorldLife);
      break;
    }
    case 5: {
      const inceptionDate = dayOf(random, 0, 800);
      world.policy({ id: randomUUID(), insurerId: insurer, associationId: association, state: 'ACTIVE', inceptionDate, expiryDate: dayOf(random, 810, 1100), endedOn: null, suspended: [] });
      break;
    }
    case 6: {
      const policy = pick(world.policies.values());
      if (policy === undefined) return;
      const from = dayOf(random);
      const suspended: WorldPolicy['suspended'] = random.chance(0.5) ? [[from, new Date(Date.parse(from) + random.int(1, 90) * 86_400_000).toISOString().slice(0, 10)]] : [];
      world.policy({ ...policy, suspended, endedOn: random.chance(0.3) ? dayOf(random) : null });
      break;
    }
    case 7: case 8: {
      const cover = pick([...world.covers.values()].filter(({ recordedTo }) => recordedTo === null));
      if (cover !== undefined && random.chance(0.3)) {
        world.cover({ ...cover, recordedTo: `2026-01-01T00:00:00.${String(serial).padStart(6, '0')}Z` });
        if (random.chance(0.7)) world.cover({ ...cover, recordedFrom: `2026-01-01T00:00:00.${String(serial).padStart(6, '0')}Z`, effectiveTo: dayOf(random) } as WorldCover);
        return;
      }
      const policy = pick(world.policies.values());
      const life = pick([...world.lives.values()].filter(({ associationId }) => associationId === policy?.associationId));
      if (policy === undefined || life === undefined) return;
      world.cover({ coverageId: randomUUID(), effectiveFrom: dayOf(random), recordedFrom: `2025-01-01T00:00:00.${String(serial).padStart(6, '0')}Z`, recordedTo: null, policyId: policy.id, memberId: life.id, effectiveTo: random.chance(0.5) ? null : dayOf(random, 400, 900), annualPremium: `${random.int(1, 9_000)}.05` });
      break;
    }
    case 9: case 10: {
      const known = pick([...world.preAuthorizations.values()].filter(({ decidedAt }) => decidedAt === null));
      if (known !== undefined && random.chance(0.6)) {
        const decidedAt = new Date(Date.parse(known.askedAt) + random.pick([1, 59, 75.99, 76, 300, 4_000]) * 60_000).toISOString();
        const state = random.pick(['APPROVED', 'REJECTED', 'CANCELLED']);
        world.preAuthorization({ ...known, state, deemed: state === 'APPROVED' && random.chance(0.4), decidedAt: state === 'CANCELLED' && random.chance(0.5) ? null : decidedAt });
      } else world.preAuthorization({ id: randomUUID(), insurerId: insurer, associationId: association, requested: random.chance(0.9), state: 'SUBMITTED', deemed: false, askedAt: `${dayOf(random, 0, 780)}T20:30:00.000Z`, decidedAt: null });
      break;
    }
    default: {
      const known = pick(world.batches.values());
      const policy = pick(world.policies.values());
      if (known !== undefined && random.chance(0.5)) world.batch({ ...known, state: 'APPLIED', settledAt: `${dayOf(random, 500, 880)}T22:30:00.000Z` });
      else if (policy !== undefined) world.batch({ id: randomUUID(), associationId: policy.associationId, insurerId: policy.insurerId, policyId: policy.id, state: 'SUBMITTED', createdAt: `${dayOf(random, 0, 500)}T20:59:00.000Z`, settledAt: null });
    }
  }
}

async function standingOn(house: ModelHouse, associationId: string, day: string): Promise<Record<string, number>> {
  const rows = await house.database.query<Record<string, string>[]>(
    `SELECT ${STANDING_COLUMNS.join(', ')} FROM compliance_standing WHERE association_id = $1 AND from_day <= $2 ORDER BY from_day DESC LIMIT 1`, [associationId, day],
  );
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)]).filter(([, value]) => value !== 0));
}

async function wholeModel(house: ModelHouse): Promise<unknown> {
  return {
    standings: await house.database.query(`SELECT association_id, from_day::text, ${STANDING_COLUMNS.join(', ')}, oldest_batch::text FROM compliance_standing ORDER BY 1, 2`),
    insurers: await house.database.query('SELECT * FROM compliance_insurer_standing ORDER BY association_id, insurer_id, from_day'),
    lives: await house.database.query('SELECT * FROM compliance_life ORDER BY id'),
    covers: await house.database.query('SELECT * FROM compliance_cover ORDER BY coverage_id, effective_from, recorded_from'),
  };
}

describe('the standing of associations', () => {
  let house: ModelHouse;

  beforeAll(async () => {
    house = await openModelHouse();
  });

  afterAll(() => house.close());

  it.each([1, 2, 3])('is what counting every life says, on any day, however it came about: history %i', async (seed) => {
    const { world, services, database } = house;
    const random = randomOf(seed, 'history', 0);
    if (world.insurers.size === 0) for (const region of ['SA-01', 'SA-02', 'SA-01', 'SA-14']) world.association(region);
    world.insurer();
    for (let step = 0; step < 220; step += 1) {
      happen(world, random, seed * 1_000 + step);
      if (random.chance(0.12)) await runPullChanges(services, { source: random.chance(0.5) ? 'insurers' : 'associations' }, Infinity);
    }
    await runPullChanges(services, {}, Infinity);
    const own = [...world.associations.keys()];
    for (const association of own) {
      for (const day of DAYS) expect({ day, ...(await standingOn(house, association, day)) }).toEqual({ day, ...expectedStanding(world, association, day) });
    }
    const seen = new Set((await Promise.all(own.flatMap((association) => DAYS.map((day) => standingOn(house, association, day))))).flatMap((row) => Object.keys(row)));
    expect([...seen]).toEqual(expect.arrayContaining(['must', 'covered', 'overlap', 'beyond', 'batches', 'premium', 'policies', 'aged_out', 'employees', 'asked_waiting', 'asked_in_time', 'asked_late', 'asked_deemed']));
    const grown = await wholeModel(house);
    await emptyCopy(database.manager, 'live');
    await runPullChanges(services, {}, Infinity);
    expect(await wholeModel(house)).toEqual(grown);
  }, 120_000);
});
