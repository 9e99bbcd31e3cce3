import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../../subgraphs/kit/command.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { askAccredited } from '../asks/accreditation-ask.ts';
import { lockInsurer } from '../store/one-at-a-time.ts';
import { stillAccredited } from './accredited.ts';
import { versionFor } from './registry-viewer.ts';
import { stepVersion } from './step-of-version.ts';
import type { MutationResolvers } from './types.generated.ts';

export const decideSubgraphVersion: MutationResolvers['decideSubgraphVersion'] = async (_parent, { input }, context) => {
  const { database, graph, loaders, principal, requestId } = context;
  const { decision, reason } = input;
  const { answer, problems } = await runCommand(context, 'decideSubgraphVersion', input, {
    gather: async () => {
      if (!hasRole(principal, 'regulator')) throw new Refused({ code: 'NOT_YOURS' });
      const { id, insurerId } = await versionFor(database.manager, principal, input.versionId);
      return { id, insurerId, accredited: decision === 'APPROVE' && (await askAccredited(graph, insurerId, requestId)) };
    },
    decide: async (tx, { id, insurerId, accredited }) => {
      await lockInsurer(tx.manager, insurerId);
      const row = await versionFor(tx.manager, principal, id);
      await stepVersion(tx, principal, row, {
        action: decision, reason, accredited: await stillAccredited(tx.manager, insurerId, accredited), change: { decisionReason: reason },
      });
      return { versionId: id };
    },
  });
  return { version: answer === null ? null : await loaders.version.load(answer.versionId), problems: [...problems] };
};
