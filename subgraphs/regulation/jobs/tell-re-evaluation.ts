import type { JobPayload } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { tellReEvaluation } from '../asks/re-evaluation-tell.ts';
import { keepOrderAnswer } from '../store/complaints.ts';

/** What another try may mend: the house was away, or somebody moved the tender at that moment. */
const HEALS = ['SOURCE_UNAVAILABLE', 'CONFLICT'];

/** Tells the tender's house to evaluate anew, until it has answered. A refusal that no retry mends is kept. */
export async function runTellReEvaluation(services: HouseServices, payload: JobPayload): Promise<void> {
  const complaintId = String(payload['complaintId']);
  const problems = await tellReEvaluation(services.graph, complaintId);
  if (problems.some((code) => HEALS.includes(code))) throw new SourceUnavailableError('graph', 'the tender\'s house cannot do what was ordered now');
  await keepOrderAnswer(services.database.manager, complaintId, services.now(), problems);
}
