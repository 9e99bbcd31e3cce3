import { runCommand } from '../../../subgraphs/kit/command.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { refuseOutsideUrl } from '../../execution/outside-url.ts';
import { DEADLINE_MS, refuseSubmission } from '../domain/submission.ts';
import { VERSION_LIFE } from '../domain/version-life.ts';
import { CHECK_VERSION } from '../jobs/check-version.ts';
import { insertVersion } from '../store/versions.ts';
import { registrationFor } from './registry-viewer.ts';
import { stepOfRegistration } from './step-of-registration.ts';
import { discardCheckedNow } from './step-of-version.ts';
import type { MutationResolvers } from './types.generated.ts';

export const submitSubgraphVersion: MutationResolvers['submitSubgraphVersion'] = async (_parent, { input }, context) => {
  const { addresses, database, loaders, now, principal } = context;
  const sdl = input.sdl ?? null;
  const deadlineMs = input.deadlineMs ?? DEADLINE_MS.usual;
  const { answer, problems } = await runCommand(context, 'submitSubgraphVersion', input, {
    gather: async () => {
      const { id, insurerId, url: registered } = await registrationFor(database.manager, principal, input.registrationId);
      const url = input.url ?? registered;
      const reason = refuseOutsideUrl(url, addresses);
      if (reason !== null) throw new Refused({ code: 'ADDRESS_REFUSED', values: { reason }, path: ['input', 'url'] });
      const refused = refuseSubmission({ url, sdl, deadlineMs }, new URL(registered).origin);
      if (refused !== null) throw new Refused(refused);
      return { id, insurerId, url: new URL(url).href };
    },
    decide: async (tx, { id: registrationId, insurerId, url }) => {
      const { row } = await stepOfRegistration(tx.manager, principal, { insurerId, registrationId, action: 'SUBMIT' });
      // It may have moved since it was read.
      const refused = refuseSubmission({ url, sdl, deadlineMs }, new URL(row.url).origin);
      if (refused !== null) throw new Refused(refused);
      await discardCheckedNow(tx, principal, registrationId);
      const versionId = newId();
      const { initial: state } = VERSION_LIFE;
      const number = await insertVersion(tx.manager, {
        id: versionId, insurerId, registrationId, url, sdl, deadlineMs, state, grade: null, decisionReason: null, submittedAt: now(), activatedAt: null, version: 1,
      });
      tx.audit({ entity: 'SubgraphVersion', entityId: versionId, action: 'SUBMIT', from: null, to: state, reason: `Version ${number}.` });
      await tx.job(CHECK_VERSION, { versionId });
      return { versionId };
    },
  });
  return { version: answer === null ? null : await loaders.version.load(answer.versionId), problems: [...problems] };
};
