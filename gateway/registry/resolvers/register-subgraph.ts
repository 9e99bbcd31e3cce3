import { runCommand } from '../../../subgraphs/kit/command.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { refuseOutsideUrl } from '../../execution/outside-url.ts';
import { refuseNamespace } from '../domain/namespace.ts';
import { REGISTRATION_LIFE } from '../domain/registration-life.ts';
import { claimNamespace } from '../store/namespaces.ts';
import { lockInsurer } from '../store/one-at-a-time.ts';
import { findCurrent, insertRegistration } from '../store/registrations.ts';
import { newChallengeToken } from './new-challenge-token.ts';
import { ownInsurer } from './registry-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

export const registerSubgraph: MutationResolvers['registerSubgraph'] = async (_parent, { input }, context) => {
  const { addresses, loaders, namesInGraph, now, principal } = context;
  const { namespace, url } = input;
  const { answer, problems } = await runCommand(context, 'registerSubgraph', input, {
    gather: namesInGraph,
    decide: async (tx, names) => {
      const insurerId = ownInsurer(principal);
      const reason = refuseOutsideUrl(url, addresses);
      const refused = refuseNamespace(namespace, names);
      if (refused !== null) throw new Refused(refused);
      if (reason !== null) throw new Refused({ code: 'ADDRESS_REFUSED', values: { reason }, path: ['input', 'url'] });
      await lockInsurer(tx.manager, insurerId);
      const current = await findCurrent(tx.manager, insurerId);
      if (current !== null) throw new Refused({ code: 'ALREADY_REGISTERED', values: { state: current.state } });
      if (!(await claimNamespace(tx.manager, namespace, insurerId))) throw new Refused({ code: 'NAMESPACE_TAKEN', values: { namespace }, path: ['input', 'namespace'] });
      const registrationId = newId();
      const { initial: state } = REGISTRATION_LIFE;
      await insertRegistration(tx.manager, {
        id: registrationId, insurerId, namespace, url: new URL(url).href, challengeToken: newChallengeToken(), nextUrl: null, nextChallengeToken: null,
        state, reason: null, since: now(), pausedBy: null, activeVersionId: null, version: 1,
      });
      tx.audit({ entity: 'SubgraphRegistration', entityId: registrationId, action: 'REGISTER', from: null, to: state });
      return { registrationId };
    },
  });
  return { registration: answer === null ? null : await loaders.registration.load(answer.registrationId), problems: [...problems] };
};
