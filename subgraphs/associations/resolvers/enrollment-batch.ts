import { availableActions } from '../../kit/transitions.ts';
import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { sentenceOf } from '../../../schema/contracts/errors.ts';
import type { HouseContext } from '../context.ts';
import { BATCH_LIFE } from '../domain/enrollment/batch-life.ts';
import type { EnrollmentBatchRow } from '../store/enrollment-tables.ts';
import { isOfficerOf, mayReadRosterOf } from './roster-viewer.ts';
import type { EnrollmentBatchAction, EnrollmentBatchResolvers, EnrollmentLineResolvers } from './types.generated.ts';

export async function visibleBatch(id: string, { principal, roster }: HouseContext): Promise<EnrollmentBatchRow | null> {
  const row = isId(id) ? await roster.batch.load(id) : null;
  return row !== null && mayReadRosterOf(principal, row.associationId) ? row : null;
}

const keyOf = (row: EnrollmentBatchRow): string => `${row.associationId}/${row.id}`;

const SHOWN_ACTIONS: readonly string[] = ['SUBMIT', 'RECALL', 'EXCLUDE_LINE'] satisfies EnrollmentBatchAction[];

/** A source holds up the whole batch, a person only some of its lines; the source is told first. */
async function waitingFor(row: EnrollmentBatchRow, { roster }: HouseContext): Promise<Refusal | null> {
  if (row.waitingCode !== null) return { code: row.waitingCode, values: row.waitingValues ?? {} };
  if (row.state !== 'DRAFT' && row.state !== 'VALIDATED') return null;
  const count = (await roster.tally.load(keyOf(row))).lines.NEEDS_PERSON ?? 0;
  return count === 0 ? null : { code: 'BATCH_WAITS_FOR_PERSON', values: { count } };
}

export const EnrollmentBatch: EnrollmentBatchResolvers = {
  __resolveReference: ({ id }, context) => visibleBatch(id, context),
  association: async ({ associationId }, _args, { roster }) => {
    const association = await roster.association.load(associationId);
    if (association === null) throw new Error('the association of a batch is missing');
    return association;
  },
  policy: ({ insurerId, policyId }) => ({ insurerId, id: policyId }),
  eligible: async (row, _args, { roster }) => {
    const { lines } = await roster.tally.load(keyOf(row));
    return (lines.ELIGIBLE ?? 0) + (lines.ACCEPTED ?? 0);
  },
  straightThroughBasisPoints: async (row, _args, { roster }) => {
    const { decided, decidedByRules } = await roster.tally.load(keyOf(row));
    return decided === 0 ? 0 : Math.floor((decidedByRules * 10_000) / decided);
  },
  accepted: async (row, _args, { roster }) => (await roster.tally.load(keyOf(row))).lines.ACCEPTED ?? 0,
  refused: async (row, _args, { roster }) => {
    const { lines } = await roster.tally.load(keyOf(row));
    return (lines.REFUSED ?? 0) + (lines.NOT_ELIGIBLE ?? 0);
  },
  waitingFor: async (row, _args, context) => {
    const waiting = await waitingFor(row, context);
    return waiting === null ? null : sentenceOf(waiting.code, context.locale, waiting.values);
  },
  lines: async (row, args, { roster }) => {
    const page = pageRequest(args);
    const rows = await roster.linesIn(args.state ?? null)(keyOf(row), page);
    return connectionOf(rows, page.first, (line) => [String(line.number)]);
  },
  premiumDelta: ({ premiumDelta }) => (premiumDelta === null ? null : BigInt(premiumDelta)),
  availableActions: ({ state, associationId }, _args, { principal }) =>
    isOfficerOf(principal, associationId)
      ? availableActions(BATCH_LIFE as never, state as never, principal.roles).filter((action): action is EnrollmentBatchAction => SHOWN_ACTIONS.includes(action))
      : [],
  history: ({ id }, _args, { roster }) => roster.batchHistory.load(id),
};

export const EnrollmentLine: EnrollmentLineResolvers = {
  member: async ({ memberId }, _args, { roster }) => {
    const member = await roster.member.load(memberId);
    if (member === null) throw new Error('the life of an enrollment line is missing');
    return member;
  },
  problem: ({ problemCode, problemValues, problemRule }) =>
    problemCode === null ? null : { code: problemCode, values: problemValues ?? {}, ...(problemRule === null ? {} : { rule: problemRule }) },
  eligibilityDecision: ({ decisionId }) => (decisionId === null ? null : { id: decisionId }),
  coverage: async ({ coverageId, batchId }, _args, { roster }) => {
    const batch = coverageId === null ? null : await roster.batch.load(batchId);
    return coverageId === null || batch === null ? null : { insurerId: batch.insurerId, id: coverageId };
  },
};
