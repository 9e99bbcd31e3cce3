import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { CallOff, FrameworkAgreement } from '../domain/procurement/award.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const ISSUE_POLICY_TELL = /* GraphQL */ `
  mutation IssuePolicyTell($input: IssuePolicyInput!) {
    issuePolicy(input: $input) {
      policy { id insurerId }
      problems { code }
    }
  }
`;

/** Has the insurer issue the policy of a call-off; answers the policy's id. @throws TellRefused when it cannot. */
export async function tellIssuePolicy(
  graph: GraphClient, callOff: CallOff, agreement: FrameworkAgreement, requestId: string,
): Promise<string> {
  const input = {
    idempotencyKey: `issue-policy:${callOff.id}`,
    insurerId: callOff.insurerId,
    associationId: callOff.associationId,
    frameworkAgreementId: agreement.id,
    bidId: agreement.bidId,
    inceptionDate: callOff.inceptionDate,
    expiryDate: callOff.expiryDate,
  };
  const { issuePolicy } = await graph.ask<{ issuePolicy: { policy: { id: string } | null; problems: readonly ToldProblem[] } }>(
    ISSUE_POLICY_TELL, { input }, { requestId },
  );
  assertTold('issuePolicy', issuePolicy.problems);
  if (issuePolicy.policy === null) throw new SourceUnavailableError('graph', 'issuePolicy answered neither a policy nor a problem');
  return issuePolicy.policy.id;
}
