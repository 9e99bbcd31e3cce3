import { runCommand } from '../../kit/command.ts';
import type { Task } from '../../kit/jobs.ts';
import type { Refusal } from '../../kit/refusal.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { timerContext } from '../../kit/request-context.ts';
import { tellIssuePolicy as tell } from '../asks/issue-policy.ts';
import { TellRefused } from '../asks/told.ts';
import { readAgreement } from '../store/agreements.ts';
import { answerCallOff, callOffsById } from '../store/call-offs.ts';
import { tellReleases } from '../store/tell-releases.ts';

/** Refusals that pass by themselves: the award notice may still be on its way to the insurers house. */
const HEALS: readonly string[] = ['BID_NOT_WINNING', 'CONFLICT'];

/** Has the insurer issue the policy, and keeps its answer on the order. Told and answered once, whatever dies in between. */
export function tellIssuePolicy(services: HouseServices): Task {
  return async (payload) => {
    const callOffId = String(payload['callOffId']);
    const requestId = `issue-policy:${callOffId}`;
    const [callOff] = await callOffsById(services.database.manager, [callOffId]);
    if (callOff?.state !== 'ORDERED') return;
    const agreement = await readAgreement(services.database.manager, callOff.frameworkAgreementId);
    const answer = await tell(services.graph, callOff, agreement, requestId).then((policyId) => ({ policyId }), problemOf);
    const { problems } = await runCommand(timerContext(services, requestId), 'timer:CALL_OFF', { idempotencyKey: callOffId }, {
      async decide(tx) {
        await answerCallOff(tx, callOff, answer);
        await tellReleases(tx, agreement.tenderId);
        return { callOffId };
      },
    });
    if (problems.length > 0) throw new Error(`the insurer's answer could not be kept: ${problems[0]?.code}`);
  };
}

/** @throws what heals by trying again. */
function problemOf(error: unknown): { readonly problem: Refusal } {
  if (!(error instanceof TellRefused) || error.codes.some((code) => HEALS.includes(code))) throw error;
  return { problem: { code: 'CALL_OFF_REFUSED', values: { reason: error.codes.join(', ') } } };
}
