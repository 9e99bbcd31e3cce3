import { runCommand } from '../../../subgraphs/kit/command.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { refuseOutsideUrl } from '../../execution/outside-url.ts';
import { moveRegistration } from '../store/registrations.ts';
import { newChallengeToken } from './new-challenge-token.ts';
import { registrationFor } from './registry-viewer.ts';
import { stepOfRegistration } from './step-of-registration.ts';
import type { MutationResolvers } from './types.generated.ts';

export const moveSubgraphAddress: MutationResolvers['moveSubgraphAddress'] = async (_parent, { input }, context) => {
  const { addresses, database, loaders, principal } = context;
  const { answer, problems } = await runCommand(context, 'moveSubgraphAddress', input, {
    gather: async () => {
      const { id, insurerId } = await registrationFor(database.manager, principal, input.registrationId);
      const reason = refuseOutsideUrl(input.url, addresses);
      if (reason !== null) throw new Refused({ code: 'ADDRESS_REFUSED', values: { reason }, path: ['input', 'url'] });
      return { id, insurerId, url: new URL(input.url).href };
    },
    decide: async (tx, { id: registrationId, insurerId, url }) => {
      const { row, to } = await stepOfRegistration(tx.manager, principal, { insurerId, registrationId, action: 'MOVE' });
      const stays = url === row.url;
      await moveRegistration(tx.manager, row, { state: to, nextUrl: stays ? null : url, nextChallengeToken: stays ? null : newChallengeToken() });
      tx.audit({ entity: 'SubgraphRegistration', entityId: registrationId, action: 'MOVE', from: row.state, to, reason: stays ? 'It stays where it is.' : `To ${url}.` });
      return { registrationId };
    },
  });
  return { registration: answer === null ? null : await loaders.registration.load(answer.registrationId), problems: [...problems] };
};
