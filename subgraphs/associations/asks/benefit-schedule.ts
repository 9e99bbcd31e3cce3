import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { Benefit, BenefitKind } from '../domain/procurement/benefit-delta.ts';
import { readBenefits } from '../domain/procurement/benefit-value.ts';

export const BENEFIT_SCHEDULE_ASK = /* GraphQL */ `
  query BenefitScheduleAsk($on: Date!) {
    benefitSchedule(on: $on) {
      id
      benefits { code kind value }
    }
  }
`;

interface Answer {
  readonly benefitSchedule: {
    readonly id: string;
    readonly benefits: readonly { readonly code: string; readonly kind: BenefitKind; readonly value: string }[];
  } | null;
}

export interface MinimumSchedule {
  readonly id: string;
  readonly benefits: readonly Benefit[];
}

/**
 * The lawful minimum in force on a day.
 * @throws SourceUnavailableError also when there is none, or a line of it cannot be read: no bid can be measured by half a law.
 */
export async function askBenefitSchedule(graph: GraphClient, on: string, requestId: string): Promise<MinimumSchedule> {
  const { benefitSchedule } = await graph.ask<Answer>(BENEFIT_SCHEDULE_ASK, { on }, { requestId });
  const benefits = readBenefits(benefitSchedule?.benefits ?? []);
  if (benefitSchedule === null || benefits.length !== benefitSchedule.benefits.length) {
    throw new SourceUnavailableError('graph:regulation', 'no readable minimum benefit schedule');
  }
  return { id: benefitSchedule.id, benefits };
}
