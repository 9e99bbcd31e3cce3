import type { FollowedWorld, WorldLife, WorldPolicy } from './followed-world.ts';

const plus = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** 29 February is kept on 28 February of a common year, as PostgreSQL adds years. */
function birthday(birthDate: string, years: number): string {
  const day = `${Number(birthDate.slice(0, 4)) + years}${birthDate.slice(4)}`;
  return Number.isNaN(Date.parse(day)) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day ? `${day.slice(0, 8)}28` : day;
}

function isPolicyOn({ inceptionDate, expiryDate, endedOn, suspended }: WorldPolicy, day: string): boolean {
  return inceptionDate <= day && day <= (endedOn ?? expiryDate) && !suspended.some(([from, to]) => from <= day && day < to);
}

/** What the standing of an association must be on a day, life by life and without a thought for speed. */
export function expectedStanding(world: FollowedWorld, associationId: string, day: string): Record<string, number> {
  const believed = [...world.covers.values()].filter(({ recordedTo }) => recordedTo === null);
  const coversOf = (life: WorldLife, on: string): string[] => {
    const same = new Set([...world.lives.values()].filter(({ personId }) => personId === life.personId).map(({ id }) => id));
    return [...new Set(believed.filter((cover) => same.has(cover.memberId) && cover.effectiveFrom <= on && (cover.effectiveTo === null || on <= cover.effectiveTo)
      && isPolicyOn(world.policies.get(cover.policyId) as WorldPolicy, on)).map(({ coverageId }) => coverageId))];
  };
  const counts: Record<string, number> = {};
  const add = (name: string, amount = 1): void => void (counts[name] = (counts[name] ?? 0) + amount);

  for (const life of [...world.lives.values()].filter((each) => each.associationId === associationId)) {
    const { relationship, sex, birthDate } = life;
    const tooOld = relationship === 'CHILD' && sex === 'MALE' ? plus(birthday(birthDate, 25), 1) : null;
    const onRoster = life.coverFrom <= day && (life.leftOn === null || day < life.leftOn);
    const kind = relationship === 'SELF' || (relationship === 'SPOUSE' && (sex === 'FEMALE' || life.works === false))
      || (relationship === 'CHILD' && (sex === 'MALE' ? day < (tooOld as string) : life.maritalStatus !== 'MARRIED' && life.works !== true));
    const must = onRoster && kind;
    const covers = coversOf(life, day).length;
    const employee = world.lives.get(life.employeeId);
    const firstCover = employee === undefined ? null : firstDayCovered(world, employee);
    const isNewborn = relationship === 'CHILD' && firstCover !== null && firstCover <= birthDate;
    if (onRoster) add('lives');
    if (onRoster && relationship === 'SELF') add('employees');
    if (must) add('must');
    if (must && covers > 0) add('covered');
    if (!must && covers > 0) add('beyond');
    if (covers > 1) add('overlap');
    if (isNewborn && must && covers === 0 && birthDate <= day && day <= plus(birthDate, 30)) add('newborn_due');
    if (isNewborn && must && covers === 0 && plus(birthDate, 31) <= day && day < birthday(birthDate, 1)) add('newborn_late');
    if (tooOld !== null && must && covers > 0 && day < tooOld) for (const days of [60, 30, 7]) if (plus(tooOld, -days) <= day) add(`age_out_${days}`);
    if (tooOld !== null && covers > 0 && day >= tooOld) add('aged_out');
  }
  const own = [...world.policies.values()].filter((policy) => policy.associationId === associationId);
  for (const policy of own) if (isPolicyOn(policy, day)) add('policies');
  const insured = new Set<string>();
  for (const cover of believed) {
    const policy = world.policies.get(cover.policyId) as WorldPolicy;
    if (policy.associationId !== associationId || !isPolicyOn(policy, day) || cover.effectiveFrom > day || (cover.effectiveTo !== null && cover.effectiveTo < day)) continue;
    insured.add(`${policy.insurerId} ${cover.memberId}`);
    add('premium', Math.round(Number(cover.annualPremium) * 100));
  }
  if (insured.size > 0) add('insured', insured.size);
  for (const { associationId: whose, createdAt, settledAt } of world.batches.values()) {
    const waits = whose === associationId && riyadhDay(createdAt) <= day && (settledAt === null || day < riyadhDay(settledAt));
    if (waits) add('batches');
  }
  for (const { associationId: whose, requested, state, deemed, askedAt, decidedAt } of world.preAuthorizations.values()) {
    if (whose !== associationId || !requested || (state === 'CANCELLED' && decidedAt === null)) continue;
    if (riyadhDay(askedAt) <= day && (decidedAt === null || day < riyadhDay(decidedAt))) add('asked_waiting');
    if (decidedAt === null || day < riyadhDay(decidedAt) || day >= plus(riyadhDay(decidedAt), 365)) continue;
    // An hour, with a quarter of one for clocks that differ.
    const minutes = Math.floor((Date.parse(decidedAt) - Date.parse(askedAt)) / 60_000);
    add(deemed ? 'asked_deemed' : minutes <= 75 ? 'asked_in_time' : 'asked_late');
  }
  return counts;
}

function riyadhDay(instant: string): string {
  return new Date(Date.parse(instant) + 3 * 3_600_000).toISOString().slice(0, 10);
}

function firstDayCovered(world: FollowedWorld, life: WorldLife): string | null {
  const same = new Set([...world.lives.values()].filter(({ personId }) => personId === life.personId).map(({ id }) => id));
  let first: string | null = null;
  for (const cover of world.covers.values()) {
    if (cover.recordedTo !== null || !same.has(cover.memberId)) continue;
    const policy = world.policies.get(cover.policyId) as WorldPolicy;
    let day = cover.effectiveFrom > policy.inceptionDate ? cover.effectiveFrom : policy.inceptionDate;
    const last = [cover.effectiveTo, policy.endedOn ?? policy.expiryDate].filter((each) => each !== null).sort()[0] as string;
    for (const [from, to] of [...policy.suspended].sort()) if (from <= day && day < to) day = to;
    if (day <= last && (first === null || day < first)) first = day;
  }
  return first;
}
