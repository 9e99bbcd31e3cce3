import { runCommand } from '../../kit/command.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { FINDING_LIFE } from '../domain/compliance/finding-life.ts';
import { keepAnswer } from '../store/compliance/answer-finding.ts';
import { findFinding } from '../store/compliance/read-findings.ts';
import { findingSightOf, isSeen, mayAnswer } from './finding.ts';
import type { MutationResolvers } from './types.generated.ts';

const LONGEST_ANSWER = 4_000;

export const answerFinding: MutationResolvers['answerFinding'] = async (_parent, { input }, context) => {
  const { principal, database, loaders, now } = context;
  const { answer: text } = input;
  const { answer, problems } = await runCommand(context, 'answerFinding', input, {
    gather: async () => {
      const row = await findFinding(database.manager, input.findingId);
      if (row === null) throw notFound('Finding', 'findingId');
      if (!mayAnswer(principal, row)) throw new Refused({ code: 'NOT_YOURS', path: ['input', 'findingId'] });
      if (text.length > LONGEST_ANSWER) {
        throw new Refused({ code: 'INVALID_INPUT', values: { field: 'answer', reason: `at most ${LONGEST_ANSWER} characters` }, path: ['input', 'answer'] });
      }
      return row;
    },
    decide: async (tx, row) => {
      const step = takeStep(FINDING_LIFE, row.state, 'ANSWER', principal.roles, { answer: text });
      if ('refusal' in step) throw new Refused(step.refusal);
      await keepAnswer(tx.manager, row, step.to, { answer: text, by: principal.subject, at: now() });
      tx.audit({ entity: 'Finding', entityId: row.id, action: 'ANSWER', from: row.state, to: step.to, reason: text });
      return { findingId: row.id };
    },
  });
  const row = answer === null ? null : await loaders.finding.load(answer.findingId);
  return { finding: row !== null && isSeen(findingSightOf(principal), row) ? row : null, problems: [...problems] };
};
