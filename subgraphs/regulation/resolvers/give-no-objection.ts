import { sayOnTender } from './say-on-tender.ts';
import type { MutationResolvers } from './types.generated.ts';

export const giveNoObjection: MutationResolvers['giveNoObjection'] = (_parent, { input }, context) =>
  sayOnTender(context, 'GIVE', input, input.note ?? null);
