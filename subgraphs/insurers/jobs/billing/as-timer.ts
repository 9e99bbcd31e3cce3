import { writeAudit } from '../../../kit/audit.ts';
import type { AuditEntry } from '../../../kit/audit.ts';
import { addJob } from '../../../kit/jobs.ts';
import { timerContext } from '../../../kit/request-context.ts';
import type { HouseServices } from '../../../kit/request-context.ts';
import type { BillingTransaction } from '../../store/billing/move-invoice.ts';

/** One transaction of the house itself: what is done, its entries in the trail, and the jobs that follow from it. */
export async function asTimer(services: HouseServices, name: string, work: (tx: BillingTransaction, now: Date) => Promise<void>): Promise<void> {
  const { principal } = timerContext(services, name);
  const now = services.now();
  await services.database.transaction(async (manager) => {
    const entries: AuditEntry[] = [];
    await work({ manager, audit: (entry) => void entries.push(entry), job: (task, payload, options) => addJob(manager, task, payload, options) }, now);
    if (entries.length > 0) await writeAudit(manager, principal, now, entries);
  });
}
