import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { agreementActionsFor } from '../domain/procurement/agreement-actions.ts';
import { callOffsSeenBy } from '../domain/procurement/viewer.ts';
import { one } from './one.ts';
import type { FrameworkAgreementResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

export const FrameworkAgreement: FrameworkAgreementResolvers = {
  __resolveReference: ({ id }, { procurement }) => (isId(id) ? procurement.agreement.load(id) : null),
  award: async ({ awardId }, _args, { procurement }) => one(await procurement.award.load(awardId)),
  insurer: ({ insurerId }) => ({ id: insurerId }),
  signedByCouncilAt: ({ signedByCouncilAt }) => signedByCouncilAt?.toISOString() ?? null,
  signedByInsurerAt: ({ signedByInsurerAt }) => signedByInsurerAt?.toISOString() ?? null,
  callOffs: async ({ id, insurerId }, args, { principal, procurement }) => {
    const page = pageRequest(args);
    const seen = callOffsSeenBy(viewerOf(principal), insurerId);
    const rows = seen === null ? [] : await procurement.callOffsOfAgreement(seen === 'ALL' ? null : seen.id)(id, page);
    return connectionOf(rows, page.first, (row) => [row.id]);
  },
  availableActions: async (agreement, _args, { principal, procurement }) =>
    agreementActionsFor(agreement, one(await procurement.tender.load(agreement.tenderId)), viewerOf(principal)),
};
