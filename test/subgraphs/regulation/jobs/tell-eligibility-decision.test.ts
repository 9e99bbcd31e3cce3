import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation({ runJobs: true });
const ASSOCIATION = randomUUID();
house.graph.associations.set(ASSOCIATION, 'NCNP-7001');

async function decided(): Promise<{ id: string; batchId: string; lineId: string }> {
  const { decisions: [decision] } = await house.tell(principalOf('service', 'associations'), 'decideEligibility', {
    batchId: randomUUID(), employerLicenseNumber: 'NCNP-7001',
    lines: [{ lineId: randomUUID(), memberId: randomUUID(), maintenanceType: 'ADD', nationalId: '1058599010', birthDate: '1990-01-01', sex: 'MALE', relationship: 'SELF', effectiveDate: '2026-04-01' }],
  }, 'decisions { id batchId lineId }');
  await house.tell(principalOf('regulator'), 'decideEligibilityByPerson', { decisionId: decision.id, outcome: 'NOT_ELIGIBLE', reason: 'Nobody by that number.' }, 'decision { id }');
  return decision;
}

async function told(id: string): Promise<{ told_at: Date; tell_problems: string[] }> {
  for (;;) {
    const [row] = await house.database.query<{ told_at: Date | null; tell_problems: string[] }[]>('SELECT told_at, tell_problems FROM eligibility_decision WHERE id = $1', [id]);
    if (row?.told_at != null) return { told_at: row.told_at, tell_problems: row.tell_problems };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('telling a person\'s decision', () => {
  it('reaches the batch\'s house under a key of its own', async () => {
    const { id, batchId, lineId } = await decided();
    expect(await told(id)).toEqual({ told_at: house.clock, tell_problems: [] });
    expect(house.graph.told).toEqual([{ idempotencyKey: `eligibility-decision:${id}`, decisionId: id, batchId, lineId, eligible: false }]);
  });

  it('is tried again while a source is away, and keeps a refusal that nothing mends', async () => {
    house.graph.told.length = 0;
    house.graph.refusals.push(['SOURCE_UNAVAILABLE'], ['TRANSITION_NOT_ALLOWED']);
    const { id } = await decided();
    expect((await told(id)).tell_problems).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect(new Set(house.graph.told.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([`eligibility-decision:${id}`]));
    expect(house.graph.told).toHaveLength(2);
  });
});
