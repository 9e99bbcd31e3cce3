import { runCommand } from '../../kit/command.ts';
import { isId, newId } from '../../kit/identifier.ts';
import { notFound } from '../../kit/refusal.ts';
import { readAssociations } from '../store/association-rows.ts';
import { insertRosterImport } from '../store/roster-imports.ts';
import { needOfficerOf } from './roster-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

const GOOD_FOR_MS = 60 * 60 * 1_000;

export const requestRosterUpload: MutationResolvers['requestRosterUpload'] = async (_root, { input }, context) => {
  const { associationId } = input;
  const { answer, problems } = await runCommand(context, 'requestRosterUpload', input, {
    async decide(tx) {
      needOfficerOf(context.principal, associationId, 'associationId');
      const known = isId(associationId) && (await readAssociations(tx.manager, [associationId])).length === 1;
      if (!known) throw notFound('association', 'associationId');
      const id = newId();
      const requestedAt = context.now();
      await insertRosterImport(tx.manager, {
        associationId, id, requestedBy: context.principal.subject, requestedAt, expiresAt: new Date(requestedAt.getTime() + GOOD_FOR_MS),
      });
      tx.audit({ entity: 'RosterImport', entityId: id, action: 'REQUEST', from: null, to: 'AWAITING_UPLOAD' });
      return { id };
    },
  });
  return { rosterImport: answer === null ? null : await context.roster.rosterImport.load(answer.id), problems: [...problems] };
};
