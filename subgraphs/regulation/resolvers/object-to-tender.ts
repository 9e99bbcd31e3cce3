import { sayOnTender } from './say-on-tender.ts';
import type { MutationResolvers } from './types.generated.ts';

export const objectToTender: MutationResolvers['objectToTender'] = (_parent, { input }, context) =>
  sayOnTender(context, 'OBJECT', input, input.reason);
