import { EntitySchema } from 'typeorm';
import type { AnyFact } from '../../../schema/contracts/fact.ts';
import type { MaintenanceType } from '../domain/eligibility/eligibility-line.ts';
import type { EligibilityOutcome } from '../domain/eligibility-life.ts';
import type { RuleEvaluation } from '../domain/rule-evaluation.ts';
import type { DecisionMode } from './accreditation-table.ts';

/** No name, number or date of the person is in here: who it is about is known by the member's identifier alone. */
export interface EligibilityDecisionRow {
  readonly id: string;
  readonly associationId: string;
  readonly batchId: string;
  readonly lineId: string;
  readonly memberId: string;
  readonly maintenanceType: MaintenanceType;
  readonly outcome: EligibilityOutcome;
  readonly decisionMode: DecisionMode | null;
  readonly appliesOn: string;
  readonly rulesEvaluated: readonly RuleEvaluation[];
  readonly facts: readonly AnyFact[];
  readonly reason: string | null;
  readonly decidedAt: Date | null;
  /** When the batch's house took note of a person's decision; null for automatic ones, which it got as the answer. */
  readonly toldAt: Date | null;
  /** Codes with which it refused to; empty when it did not. */
  readonly tellProblems: readonly string[];
  readonly version: number;
}

export const ELIGIBILITY_DECISION_TABLE = new EntitySchema<EligibilityDecisionRow>({
  name: 'eligibility_decision',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'eligibility_decision_pkey' },
    associationId: { name: 'association_id', type: 'text' },
    batchId: { name: 'batch_id', type: 'text' },
    lineId: { name: 'line_id', type: 'text' },
    memberId: { name: 'member_id', type: 'text' },
    maintenanceType: { name: 'maintenance_type', type: 'text' },
    outcome: { type: 'text' },
    decisionMode: { name: 'decision_mode', type: 'text', nullable: true },
    appliesOn: { name: 'applies_on', type: 'date' },
    rulesEvaluated: { name: 'rules_evaluated', type: 'jsonb' },
    facts: { type: 'jsonb' },
    reason: { type: 'text', nullable: true },
    decidedAt: { name: 'decided_at', type: 'timestamptz', nullable: true },
    toldAt: { name: 'told_at', type: 'timestamptz', nullable: true },
    tellProblems: { name: 'tell_problems', type: 'text', array: true },
    version: { type: 'integer' },
  },
  uniques: [{ name: 'eligibility_decision_of_line', columns: ['batchId', 'lineId'] }],
  indices: [
    { name: 'eligibility_decision_of_member', columns: ['memberId', 'id'] },
    { name: 'eligibility_decision_of_association', columns: ['associationId', 'decidedAt'] },
    { name: 'eligibility_decision_queue', columns: ['id'], where: 'outcome = \'NEEDS_PERSON\'' },
  ],
});
