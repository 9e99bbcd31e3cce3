import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { CHECK_TENDER } from '../store/move-tender.ts';
import { TELL_TENDER_RELEASES } from '../store/tell-releases.ts';
import { checkTender } from './check-tender.ts';
import { openBids } from './open-bids.ts';
import { OPEN_BIDS, TELL_INVALIDATE_BIDS, TELL_ISSUE_POLICY, TELL_JUDGEMENT } from './task-names.ts';
import { tellInvalidateBids } from './tell-invalidate-bids.ts';
import { tellIssuePolicy } from './tell-issue-policy.ts';
import { tellJudgement } from './tell-judgement.ts';
import { tellTenderReleases } from './tell-tender-releases.ts';

/** What procurement does by itself: its deadlines, the opening, and what other houses must be told. */
export function procurementJobs(services: HouseServices): Record<string, Task> {
  return {
    [CHECK_TENDER]: checkTender(services),
    [OPEN_BIDS]: openBids(services),
    [TELL_INVALIDATE_BIDS]: tellInvalidateBids(services),
    [TELL_JUDGEMENT]: tellJudgement(services),
    [TELL_ISSUE_POLICY]: tellIssuePolicy(services),
    [TELL_TENDER_RELEASES]: tellTenderReleases(services),
  };
}
