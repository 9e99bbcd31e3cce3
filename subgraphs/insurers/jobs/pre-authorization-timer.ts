import { writeAudit } from '../../kit/audit.ts';
import type { Task } from '../../kit/jobs.ts';
import { timerContext } from '../../kit/request-context.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { takeStep } from '../../kit/transitions.ts';
import { PRE_AUTHORIZATION_LIFE } from '../domain/network/pre-authorization-life.ts';
import { findPreAuthorization, movePreAuthorization } from '../store/pre-authorizations.ts';

/** Silence approves (rule S01), at the deadline and not when this runs. What was decided meanwhile is left as it is. */
export function preAuthorizationTimer(services: HouseServices): Task {
  return async ({ id }) => {
    const { principal } = timerContext(services, `deem:${String(id)}`);
    const now = services.now();
    await services.database.transaction(async (tx) => {
      const row = await findPreAuthorization(tx, String(id));
      if (row === null || (row.state !== 'SUBMITTED' && row.state !== 'PENDED')) return;
      const step = takeStep(PRE_AUTHORIZATION_LIFE, row.state, 'DEEM', ['timer'], { now: now.getTime(), deadline: row.deadline.getTime() });
      // Thrown to be tried again: a job may run a moment before the house's own clock strikes.
      if ('refusal' in step) throw new Error('DEEM is too early');
      await movePreAuthorization(tx, row, step.to, row.deadline);
      await writeAudit(tx, principal, now, [{ entity: 'PreAuthorization', entityId: row.id, action: 'DEEM', from: row.state, to: step.to, reason: 'S01', onBehalfOf: `insurer:${row.insurerId}` }]);
    });
  };
}
