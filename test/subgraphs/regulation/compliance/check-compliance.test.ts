import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { runCheckCompliance } from '../../../../subgraphs/regulation/jobs/check-compliance.ts';
import { runPullChanges } from '../../../../subgraphs/regulation/jobs/pull-changes.ts';
import { findCheck, insertCheck } from '../../../../subgraphs/regulation/store/compliance/model-checks.ts';
import type { ModelCheckRow } from '../../../../subgraphs/regulation/store/compliance/model-checks.ts';
import { openModelHouse } from './model-house.ts';
import type { ModelHouse } from './model-house.ts';

describe('the check of the read model', () => {
  let house: ModelHouse;

  const check = async (): Promise<ModelCheckRow | null> => {
    const id = newId();
    await insertCheck(house.database.manager, { id, askedBy: 'somebody', askedAt: house.services.now() });
    await runCheckCompliance(house.services, { id });
    return findCheck(house.database.manager, id);
  };

  beforeAll(async () => {
    house = await openModelHouse();
    const { world } = house;
    const associationId = world.association('SA-01');
    const policy = { id: randomUUID(), insurerId: world.insurer(), associationId, state: 'ACTIVE', inceptionDate: '2026-01-01', expiryDate: '2026-12-31', endedOn: null, suspended: [] };
    for (let life = 0; life < 10; life += 1) {
      const id = randomUUID();
      world.life({ id, personId: id, associationId, employeeId: id, relationship: 'SELF', birthDate: '1990-05-05', sex: 'FEMALE', maritalStatus: null, works: null, employmentStart: '2025-01-01', coverFrom: '2025-01-01', leftOn: null });
      if (life === 0) world.policy(policy);
      world.cover({ coverageId: randomUUID(), effectiveFrom: '2026-01-01', recordedFrom: '2026-01-01T00:00:00.000Z', recordedTo: null, policyId: policy.id, memberId: id, effectiveTo: null, annualPremium: '3000.50' });
      if (life === 5) await runPullChanges(house.services, {}, Infinity);
    }
  });

  afterAll(() => house.close());

  it('finds them equal when they are, though the first was behind', async () => {
    expect(await check()).toMatchObject({ equal: true, differences: [], endedAt: house.services.now() });
    expect(await house.database.query('SELECT 1 FROM compliance_shadow.compliance_life')).toEqual([]);
  });

  it('names the tables that were changed by hand', async () => {
    await house.database.query('UPDATE compliance_standing SET covered = covered + 1 WHERE from_day = (SELECT max(from_day) FROM compliance_standing)');
    await house.database.query('DELETE FROM compliance_life WHERE id = (SELECT id FROM compliance_life LIMIT 1)');
    expect(await check()).toMatchObject({
      equal: false,
      differences: [{ table: 'compliance_life', onlyGrown: 0, onlyRebuilt: 1 }, { table: 'compliance_standing', onlyGrown: 1, onlyRebuilt: 1 }],
    });
  });

  it('says nothing twice', async () => {
    const done = await check();
    await runCheckCompliance({ ...house.services, now: () => new Date('2027-01-01T00:00:00Z') }, { id: done?.id });
    expect(await findCheck(house.database.manager, done?.id ?? '')).toEqual(done);
  });
});
