import { runCommand } from '../../../subgraphs/kit/command.ts';
import { Refused, conflict } from '../../../subgraphs/kit/refusal.ts';
import { answersChallenge, challengeUrlOf } from '../domain/challenge.ts';
import type { ChallengeReply } from '../sources/challenge-source.ts';
import { moveRegistration } from '../store/registrations.ts';
import { registrationFor } from './registry-viewer.ts';
import { decideStep, stepOfRegistration } from './step-of-registration.ts';
import { discardUndecided } from './step-of-version.ts';
import type { MutationResolvers } from './types.generated.ts';

export const proveSubgraphAddress: MutationResolvers['proveSubgraphAddress'] = async (_parent, { input }, context) => {
  const { challenge, database, loaders, now, principal } = context;
  const { answer, problems } = await runCommand(context, 'proveSubgraphAddress', input, {
    gather: async () => {
      const row = await registrationFor(database.manager, principal, input.registrationId);
      // Nobody is called for a registration that has nothing to prove.
      decideStep(row, principal, 'PROVE');
      const { nextUrl, nextChallengeToken } = row;
      const [address, token] = nextUrl !== null && nextChallengeToken !== null ? [nextUrl, nextChallengeToken] : [row.url, row.challengeToken];
      const url = challengeUrlOf(address);
      refuseReply(url, token, await challenge.ask(url));
      return row;
    },
    decide: async (tx, { insurerId, id, nextUrl, nextChallengeToken }) => {
      const { row, to } = await stepOfRegistration(tx.manager, principal, { insurerId, registrationId: id, action: 'PROVE' });
      // Somebody named yet another address since: what was proved is not what would be written.
      if (row.nextUrl !== nextUrl || row.nextChallengeToken !== nextChallengeToken) throw conflict(row.state);
      await moveRegistration(tx.manager, row, nextUrl === null ? { state: to, since: now() }
        : { state: to, url: nextUrl, nextUrl: null, nextChallengeToken: null });
      tx.audit({ entity: 'SubgraphRegistration', entityId: id, action: 'PROVE', from: row.state, to, reason: nextUrl === null ? null : `Moved from ${row.url} to ${nextUrl}.` });
      if (nextUrl !== null && new URL(nextUrl).origin !== new URL(row.url).origin) await discardUndecided(tx, principal, id, 'Its address moved.');
      return { registrationId: id };
    },
  });
  return { registration: answer === null ? null : await loaders.registration.load(answer.registrationId), problems: [...problems] };
};

/** @throws Refused unless the token came back. */
function refuseReply(url: string, token: string, reply: ChallengeReply): void {
  if ('addressRefused' in reply) throw new Refused({ code: 'ADDRESS_REFUSED', values: { reason: reply.addressRefused } });
  if ('failed' in reply) throw new Refused({ code: 'CHALLENGE_FAILED', values: { url, reason: reply.failed } });
  if (!answersChallenge(token, reply.answer)) throw new Refused({ code: 'CHALLENGE_FAILED', values: { url, reason: 'it answered something else' } });
}
