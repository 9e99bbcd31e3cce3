import { runCommand } from '../../kit/command.ts';
import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { timerContext } from '../../kit/request-context.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { insertWholeRoster } from '../store/insert-batch.ts';
import { callOffsInForce } from '../store/call-offs-in-force.ts';
import { DECIDE_LINES } from './enrollment-task-names.ts';

/**
 * Makes an audit batch for every policy in force: the roster and the insurer's book are compared life by life, and a
 * batch without a difference reconciles. One a policy and month, however often the timer fires.
 */
export function auditPolicies(services: HouseServices): Task {
  const { database, now } = services;
  return async () => {
    const createdAt = now();
    const today = riyadhDateOf(createdAt);
    const month = today.slice(0, 7);
    for (const callOff of await callOffsInForce(database.manager, today)) {
      await runCommand(timerContext(services, `audit:${callOff.id}`), 'timer:AUDIT', { idempotencyKey: `${callOff.id}:${month}` }, {
        async decide(tx) {
          const batchId = await insertWholeRoster(tx.manager, { callOff, automatic: true, createdAt }, 'AUDIT', today);
          if (batchId === null) return { batchId };
          tx.audit({ entity: 'EnrollmentBatch', entityId: batchId, action: 'CREATE', from: null, to: 'DRAFT' });
          await tx.job(DECIDE_LINES, { batchId }, { key: `${DECIDE_LINES}:${batchId}` });
          return { batchId };
        },
      });
    }
  };
}
