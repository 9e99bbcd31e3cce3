import { hasRole } from '../../../schema/contracts/identity.ts';
import type { AnyFact } from '../../../schema/contracts/fact.ts';
import { runCommand } from '../../kit/command.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { takeStep } from '../../kit/transitions.ts';
import { askSubjectNumber } from '../asks/subject-number-ask.ts';
import type { HouseContext } from '../context.ts';
import { decideAccreditation } from '../domain/accreditation-decision.ts';
import type { AccreditationDecision } from '../domain/accreditation-decision.ts';
import { ACCREDITATION_LIFE, ASKS_SOURCES, DECISIONS } from '../domain/accreditation-life.ts';
import type { AccreditationAction } from '../domain/accreditation-life.ts';
import { termAfter } from '../domain/accreditation-term.ts';
import { askPermissions } from '../asks/permissions.ts';
import { addAccreditationTell } from '../jobs/tell-accreditation.ts';
import type { AccreditationRow } from '../store/accreditation-table.ts';
import { findAccreditation, moveAccreditation } from '../store/accreditations.ts';
import type { AccreditationChange } from '../store/accreditations.ts';
import { renewableFromOf } from './accreditation.ts';
import { isSubject } from './regulation-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

interface Registers {
  readonly number: string;
  readonly facts: readonly AnyFact[];
  readonly decision: AccreditationDecision;
}

export const actOnAccreditation: MutationResolvers['actOnAccreditation'] = async (_parent, { input }, context) => {
  const { principal, database, loaders, now } = context;
  const { action } = input;
  const reason = input.reason ?? null;
  const today = riyadhDateOf(now());
  const byRegulator = hasRole(principal, 'regulator');

  const { answer, problems } = await runCommand(context, 'actOnAccreditation', input, {
    gather: async () => {
      const row = await findAccreditation(database.manager, input.accreditationId);
      if (row === null) throw notFound('Accreditation', 'accreditationId');
      if (!byRegulator && !isSubject(principal, row)) throw new Refused({ code: 'NOT_YOURS', path: ['input', 'accreditationId'] });
      const registers = ASKS_SOURCES.includes(action) ? await askRegisters(context, row, today) : null;
      return { row, registers, renewableFrom: await renewableFromOf(row, context, today) };
    },
    decide: async (tx, { row, registers, renewableFrom }) => {
      const facts = { reason, byRegulator, failedRules: registers?.decision.failedRules ?? [], renewableFrom, today };
      const step = takeStep(ACCREDITATION_LIFE, row.state, action, principal.roles, facts);
      if ('refusal' in step) throw new Refused(step.refusal);
      await moveAccreditation(tx.manager, row, {
        state: step.to,
        ...(DECISIONS.includes(action) ? { decisionMode: byRegulator ? 'MANUAL' : 'AUTO', decisionReason: byRegulator ? reason : null } : {}),
        ...(registers === null ? {} : changeBy(action, row, registers, today)),
      });
      tx.audit({ entity: 'Accreditation', entityId: row.id, action, from: row.state, to: step.to, reason, facts: registers?.facts ?? [] });
      await addAccreditationTell(tx, { ...row, version: row.version + 1, state: step.to }, reason);
      return { accreditationId: row.id };
    },
  });
  return { accreditation: answer === null ? null : await loaders.accreditation.load(answer.accreditationId), problems: [...problems] };
};

/** Asked anew at every step that gives something: what the registers said when it applied may no longer be so. */
async function askRegisters({ graph, requestId, sources, loaders }: HouseContext, row: AccreditationRow, today: string): Promise<Registers> {
  const number = row.subjectNumber ?? (await askSubjectNumber(graph, row.kind, row.subjectId, requestId));
  if (number === null) throw notFound(row.kind === 'ASSOCIATION' ? 'Association' : 'Insurer', 'accreditationId');
  const { permissions, facts } = await askPermissions(sources, row.kind, number);
  return { number, facts, decision: decideAccreditation(permissions, await loaders.accreditationRules(today), today) };
}

function changeBy(action: AccreditationAction, row: AccreditationRow, { number, facts, decision }: Registers, today: string): AccreditationChange {
  const { level, rulesEvaluated } = decision;
  return { subjectNumber: number, level, rulesEvaluated, facts, ...termAfter(action, row, decision, today) };
}
