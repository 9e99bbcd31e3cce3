import { addJob } from '../../../kit/jobs.ts';
import type { Task } from '../../../kit/jobs.ts';
import type { HouseServices } from '../../../kit/request-context.ts';
import { linesOfIssue } from '../../domain/billing/billing-lines.ts';
import { BILL_UNBILLED } from '../../domain/billing/invoice-life.ts';
import { billEndorsement } from '../../store/billing/bill-endorsement.ts';
import { issueDocument } from '../../store/billing/issue-document.ts';
import { premiumsOfIssue, unbilledEndorsements, unbilledPolicies } from '../../store/billing/unbilled.ts';
import { asTimer } from './as-timer.ts';

/** Documents in one transaction: few, since the house's trail waits for it. */
const TOGETHER = 100;

/** One at a time bills, or two would issue the same documents. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('bill unbilled', 0))`;

/** Bills what was endorsed or covered before there were invoices, from today on: nobody is late for what nobody billed. */
export function billUnbilled(services: HouseServices): Task {
  return () => asTimer(services, BILL_UNBILLED, async (tx, now) => {
    const { manager } = tx;
    await manager.query(LOCK);
    const billing = { mode: services.mode, now };
    const endorsements = await unbilledEndorsements(manager, TOGETHER);
    for (const { endorsementId, batchId, ...policy } of endorsements) await billEndorsement(tx, billing, policy, { id: endorsementId, batchId });
    const policies = await unbilledPolicies(manager, TOGETHER);
    for (const policy of policies) await issueDocument(tx, billing, policy, null, linesOfIssue(await premiumsOfIssue(manager, policy)));
    if (endorsements.length === TOGETHER || policies.length === TOGETHER) await addJob(manager, BILL_UNBILLED, {});
  });
}
