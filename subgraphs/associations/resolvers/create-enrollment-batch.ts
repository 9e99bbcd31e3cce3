import { runCommand } from '../../kit/command.ts';
import { isId } from '../../kit/identifier.ts';
import { Refused, invalidInput, notFound } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { askedLineFault } from '../domain/enrollment/asked-line.ts';
import type { CallOff } from '../domain/procurement/award.ts';
import { DECIDE_LINES } from '../jobs/enrollment-task-names.ts';
import { callOffsById } from '../store/call-offs.ts';
import { insertAskedLines, insertWholeRoster, knownLives } from '../store/insert-batch.ts';
import type { AskedLine, NewBatch } from '../store/insert-batch.ts';
import type { EntityManager } from 'typeorm';
import { batchPayload } from './enrollment-payload.ts';
import { needOfficerOf } from './roster-viewer.ts';
import type { CreateEnrollmentBatchInput, MutationResolvers } from './types.generated.ts';

const MOST_LINES = 500;

export const createEnrollmentBatch: MutationResolvers['createEnrollmentBatch'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'createEnrollmentBatch', input, {
    async decide(tx) {
      const createdAt = context.now();
      const [callOff] = isId(input.callOffId) ? await callOffsById(tx.manager, [input.callOffId]) : [];
      if (callOff === undefined) throw notFound('call-off', 'callOffId');
      needOfficerOf(context.principal, callOff.associationId, 'callOffId');
      if (!isIssued(callOff)) throw new Refused({ code: 'POLICY_NOT_ISSUED', path: ['input', 'callOffId'] });
      const batchId = await insert(tx.manager, { callOff, automatic: false, createdAt }, input, riyadhDateOf(createdAt));
      const [only, ...others] = input.lines ?? [];
      const onBehalfOf = only !== undefined && others.length === 0 ? `member:${only.memberId}` : null;
      tx.audit({ entity: 'EnrollmentBatch', entityId: batchId, action: 'CREATE', from: null, to: 'DRAFT', onBehalfOf });
      await tx.job(DECIDE_LINES, { batchId }, { key: `${DECIDE_LINES}:${batchId}` });
      return { batchId };
    },
  });
  return batchPayload(outcome, context);
};

function isIssued(callOff: CallOff): callOff is CallOff & { policyId: string } {
  return callOff.policyId !== null;
}

async function insert(tx: EntityManager, batch: NewBatch, input: CreateEnrollmentBatchInput, today: string): Promise<string> {
  const { wholeRoster } = input;
  const lines = input.lines ?? [];
  if (wholeRoster == null) return insertLines(tx, batch, lines);
  if (lines.length > 0) throw invalidInput('lines', 'must be empty with wholeRoster');
  // Other kinds say something of each life that no roster knows: a reason, or a new class.
  if (wholeRoster !== 'ADD' && wholeRoster !== 'AUDIT') throw invalidInput('wholeRoster', 'must be ADD or AUDIT');
  const batchId = await insertWholeRoster(tx, batch, wholeRoster, today);
  if (batchId === null) throw invalidInput('wholeRoster', 'the roster is empty');
  return batchId;
}

type InputLines = NonNullable<CreateEnrollmentBatchInput['lines']>;

async function insertLines(tx: EntityManager, batch: NewBatch, lines: InputLines): Promise<string> {
  if (lines.length === 0) throw invalidInput('lines', 'must not be empty without wholeRoster');
  if (lines.length > MOST_LINES) throw invalidInput('lines', `must be at most ${MOST_LINES}`);
  const asked: AskedLine[] = lines.map(({ memberId, maintenanceType, effectiveDate, terminationReason, policyClass }) => ({
    memberId, maintenanceType, effectiveDate, terminationReason: terminationReason ?? null, policyClass: policyClass ?? null,
  }));
  const known = await knownLives(tx, batch.callOff.associationId, asked.map(({ memberId }) => memberId).filter(isId));
  const named = new Set<string>();
  const refusals = asked.flatMap((line, place) => {
    const fault = askedLineFault(line, { known: known.has(line.memberId), named: named.has(line.memberId) });
    named.add(line.memberId);
    return fault === null ? [] : invalidInput(`lines.${place}.${fault.field}`, fault.reason).refusals;
  });
  if (refusals.length > 0) throw new Refused(...refusals);
  return insertAskedLines(tx, batch, asked);
}
