import { isId } from '../../kit/identifier.ts';
import { callOffsSeenBy } from '../domain/procurement/viewer.ts';
import { one } from './one.ts';
import type { CallOffResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

export const CallOff: CallOffResolvers = {
  __resolveReference: async ({ id }, { principal, procurement }) => {
    const callOff = isId(id) ? await procurement.callOff.load(id) : null;
    if (callOff === null) return null;
    const seen = callOffsSeenBy(viewerOf(principal), callOff.insurerId);
    return seen === 'ALL' || seen?.id === callOff.associationId ? callOff : null;
  },
  association: async ({ associationId }, _args, { roster }) => one(await roster.association.load(associationId)),
  frameworkAgreement: async ({ frameworkAgreementId }, _args, { procurement }) => one(await procurement.agreement.load(frameworkAgreementId)),
  policy: ({ insurerId, policyId }) => (policyId === null ? null : { insurerId, id: policyId }),
  history: ({ id }, _args, { procurement }) => procurement.callOffHistory.load(id),
};
