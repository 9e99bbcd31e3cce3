import { runCommand } from '../../kit/command.ts';
import { connectionOf } from '../../kit/connection.ts';
import { isId, newId } from '../../kit/identifier.ts';
import { notFound } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { RUN_EVALUATION, insertEvaluation, readEvaluationPage } from '../store/compliance/evaluations.ts';
import { pageById } from './page-by-id.ts';
import type { ComplianceEvaluationResolvers, MutationResolvers, QueryResolvers } from './types.generated.ts';

export const complianceEvaluation: QueryResolvers['complianceEvaluation'] = (_parent, { id }, { loaders }) => loaders.evaluation.load(id);

export const complianceEvaluations: QueryResolvers['complianceEvaluations'] = async (_parent, args, { database }) => {
  const page = pageById(args);
  return connectionOf(await readEvaluationPage(database.manager, page), page.first, (row) => [row.id]);
};

export const evaluateCompliance: MutationResolvers['evaluateCompliance'] = async (_parent, { input }, context) => {
  const { principal, loaders, now } = context;
  const kind = input.kind ?? null;
  const associationId = input.associationId ?? null;
  const { answer, problems } = await runCommand(context, 'evaluateCompliance', input, {
    decide: async (tx) => {
      if (associationId !== null && !isId(associationId)) throw notFound('Association', 'associationId');
      const id = newId();
      const at = now();
      await insertEvaluation(tx.manager, { id, askedBy: principal.subject, kind, associationId, onDate: riyadhDateOf(at), askedAt: at });
      await tx.job(RUN_EVALUATION, { evaluationId: id });
      tx.audit({ entity: 'ComplianceEvaluation', entityId: id, action: 'EVALUATE', from: null, to: 'RUNNING' });
      return { evaluationId: id };
    },
  });
  return { evaluation: answer === null ? null : await loaders.evaluation.load(answer.evaluationId), problems: [...problems] };
};

export const ComplianceEvaluation: ComplianceEvaluationResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.evaluation.load(id),
  on: ({ onDate }) => onDate,
  askedAt: ({ askedAt }) => askedAt.toISOString(),
  endedAt: ({ endedAt }) => endedAt?.toISOString() ?? null,
};
