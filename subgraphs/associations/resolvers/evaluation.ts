import type { BidEvaluation as EvaluationRow } from '../domain/procurement/award.ts';
import type { BidEvaluationResolvers, EvaluationResolvers } from './types.generated.ts';

/** The judgements of a lot that the viewer may see. */
export interface SeenEvaluation {
  readonly bids: EvaluationRow[];
  readonly benefitScheduleId: string;
}

export const Evaluation: EvaluationResolvers = {
  benefitSchedule: ({ benefitScheduleId }) => ({ id: benefitScheduleId }),
};

export const BidEvaluation: BidEvaluationResolvers = {
  bid: ({ bidId }) => ({ id: bidId }),
  insurer: ({ insurerId }) => ({ id: insurerId }),
  reasons: ({ reasons }) => [...reasons],
  benefitDelta: ({ benefitDelta }) => [...benefitDelta],
  scores: ({ scores }) => [...scores],
};
