import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { VOID_BID_COMMITMENT } from '../asks/tell-bid-commitment.ts';
import { policyTimers } from './policy-timers.ts';
import { voidBidCommitment } from './void-bid-commitment.ts';

export function insurersJobs(services: HouseServices): Readonly<Record<string, Task>> {
  return { [VOID_BID_COMMITMENT]: voidBidCommitment(services), ...policyTimers(services) };
}
