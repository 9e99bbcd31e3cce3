import { runCommand } from '../../../subgraphs/kit/command.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { askAccredited } from '../asks/accreditation-ask.ts';
import { moveRegistration } from '../store/registrations.ts';
import { stillAccredited } from './accredited.ts';
import { versionFor } from './registry-viewer.ts';
import { stepOfRegistration } from './step-of-registration.ts';
import { endActive, stepVersion } from './step-of-version.ts';
import type { MutationResolvers } from './types.generated.ts';

export const activateSubgraphVersion: MutationResolvers['activateSubgraphVersion'] = async (_parent, { input }, context) => {
  const { database, graph, loaders, now, principal, requestId } = context;
  const { answer, problems } = await runCommand(context, 'activateSubgraphVersion', input, {
    gather: async () => {
      const { id, insurerId, registrationId } = await versionFor(database.manager, principal, input.versionId);
      return { id, insurerId, registrationId, asked: await askAccredited(graph, insurerId, requestId) };
    },
    decide: async (tx, { id, insurerId, registrationId, asked }) => {
      // The turn comes first: what was told of the accreditation is read after it, or it might still change.
      const accredited = () => stillAccredited(tx.manager, insurerId, asked);
      const { row, to } = await stepOfRegistration(tx.manager, principal, { insurerId, registrationId, action: 'ACTIVATE', accredited });
      const version = await versionFor(tx.manager, principal, id);
      // One that served at an address that was left may not go back to it: somebody else may have it now.
      const { origin } = new URL(row.url);
      if (new URL(version.url).origin !== origin) throw new Refused({ code: 'ADDRESS_NOT_PROVED', values: { origin }, path: ['input', 'versionId'] });
      await endActive(tx, principal, registrationId, 'Another version took its place.');
      await stepVersion(tx, principal, version, { action: 'ACTIVATE', change: { activatedAt: now() } });
      await moveRegistration(tx.manager, row, { state: to, activeVersionId: id, ...(row.state === to ? {} : { since: now(), reason: null }) });
      tx.audit({ entity: 'SubgraphRegistration', entityId: registrationId, action: 'ACTIVATE', from: row.state, to, reason: `Version ${version.number}.` });
      return { versionId: id };
    },
  });
  return { version: answer === null ? null : await loaders.version.load(answer.versionId), problems: [...problems] };
};
