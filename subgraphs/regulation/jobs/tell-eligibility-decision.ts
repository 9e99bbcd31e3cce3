import type { JobPayload } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { tellEligibilityDecision } from '../asks/eligibility-decision-tell.ts';
import type { ToldDecision } from '../asks/eligibility-decision-tell.ts';
import { markTold } from '../store/eligibility-decisions.ts';

/** Tells the batch's house what a person decided, until it has answered. A refusal that no retry mends is kept. */
export async function runTellEligibilityDecision(services: HouseServices, payload: JobPayload): Promise<void> {
  const { decisionId, batchId, lineId, eligible } = payload as unknown as ToldDecision;
  const problems = await tellEligibilityDecision(services.graph, { decisionId, batchId, lineId, eligible });
  if (problems.includes('SOURCE_UNAVAILABLE')) throw new SourceUnavailableError('graph', 'a source of the batch\'s house does not answer');
  await markTold(services.database.manager, decisionId, services.now(), problems);
}
