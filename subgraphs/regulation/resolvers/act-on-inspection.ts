import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { Refused, conflict, invalidInput, notFound } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { SEVERITIES } from '../domain/compliance/severity.ts';
import { INSPECTION_LIFE } from '../domain/inspection-life.ts';
import { textNeeded } from '../domain/text-needed.ts';
import type { HouseContext } from '../context.ts';
import { findFinding } from '../store/compliance/read-findings.ts';
import { findInspection, insertNote, moveInspection } from '../store/inspection/inspections.ts';
import type { InspectionRow } from '../store/inspection/inspection-table.ts';
import { openInspection } from '../store/inspection/open-inspection.ts';
import { answersInspection, seesInspection } from './inspection-case.ts';
import type { MutationResolvers } from './types.generated.ts';
import { needRegulator } from './regulation-viewer.ts';

const LONGEST_TEXT = 4_000;

function tooLong(field: string, text: string | null): void {
  if (text !== null && text.length > LONGEST_TEXT) throw invalidInput(field, `at most ${LONGEST_TEXT} characters`);
}

/** @throws Refused NOT_FOUND, NOT_YOURS. */
async function inspectionFor({ database, principal }: HouseContext, id: string): Promise<InspectionRow> {
  const row = await findInspection(database.manager, id);
  if (row === null) throw notFound('InspectionCase', 'inspectionId');
  if (!seesInspection(principal, row)) throw new Refused({ code: 'NOT_YOURS', path: ['input', 'inspectionId'] });
  return row;
}

export const openInspectionCase: MutationResolvers['openInspectionCase'] = async (_parent, { input }, context) => {
  const { principal, database, loaders, now } = context;
  const { owner, title } = input;
  const organisation = input.organisation ?? null;
  const findingId = input.findingId ?? null;
  const { answer, problems } = await runCommand(context, 'openInspectionCase', input, {
    gather: async () => {
      needRegulator(principal);
      const refusal = textNeeded('title', title);
      if (refusal !== null) throw new Refused(refusal);
      tooLong('title', title);
      if ((owner === 'REGULATION') !== (organisation === null)) throw invalidInput('organisation', 'names the association or insurer, and nobody for the regulation house');
      if (findingId !== null && (await findFinding(database.manager, findingId)) === null) throw notFound('Finding', 'findingId');
    },
    decide: async (tx) => {
      const id = await openInspection(tx, now(), { owner, organisation, findingId, title, severity: SEVERITIES.indexOf(input.severity) }, title);
      if (id === null) throw conflict('OPEN');
      return { inspectionId: id };
    },
  });
  return { inspection: answer === null ? null : await loaders.inspection.load(answer.inspectionId), problems: [...problems] };
};

export const actOnInspectionCase: MutationResolvers['actOnInspectionCase'] = async (_parent, { input }, context) => {
  const { principal, loaders, now } = context;
  const { action } = input;
  const text = input.text ?? null;
  const assignee = input.assignee ?? null;
  const { answer, problems } = await runCommand(context, 'actOnInspectionCase', input, {
    gather: () => inspectionFor(context, input.inspectionId),
    decide: async (tx, row) => {
      tooLong('text', text);
      const step = takeStep(INSPECTION_LIFE, row.state, action, principal.roles, { text, assignee, ofOwner: answersInspection(principal, row), overdue: row.dueAt <= now() });
      if ('refusal' in step) throw new Refused(step.refusal);
      await moveInspection(tx.manager, row, {
        state: step.to,
        ...(action === 'ASSIGN' ? { assignee } : {}),
        ...(action === 'ANSWER' ? { answer: text, answeredAt: now() } : {}),
        ...(action === 'CLOSE' ? { closedAt: now() } : {}),
      });
      tx.audit({ entity: 'InspectionCase', entityId: row.id, action, from: row.state, to: step.to, reason: action === 'ASSIGN' ? assignee : text });
      return { inspectionId: row.id };
    },
  });
  return { inspection: answer === null ? null : await loaders.inspection.clear(answer.inspectionId).load(answer.inspectionId), problems: [...problems] };
};

export const noteOnInspectionCase: MutationResolvers['noteOnInspectionCase'] = async (_parent, { input }, context) => {
  const { principal, loaders, now } = context;
  const { answer, problems } = await runCommand(context, 'noteOnInspectionCase', input, {
    gather: () => inspectionFor(context, input.inspectionId),
    decide: async (tx, row) => {
      const refusal = textNeeded('text', input.text);
      if (refusal !== null) throw new Refused(refusal);
      tooLong('text', input.text);
      // What an owner writes is for the inspector; only inspectors keep notes to themselves.
      const shared = !hasRole(principal, 'regulator') || (input.shared ?? false);
      await insertNote(tx.manager, { id: newId(), inspectionId: row.id, at: now(), by: principal.subject, text: input.text, shared });
      tx.audit({ entity: 'InspectionCase', entityId: row.id, action: 'NOTE', from: row.state, to: row.state });
      return { inspectionId: row.id };
    },
  });
  return { inspection: answer === null ? null : await loaders.inspection.load(answer.inspectionId), problems: [...problems] };
};
