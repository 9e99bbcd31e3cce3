import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';

export const STANDSTILL_RULE_ASK = /* GraphQL */ `
  query StandstillRuleAsk($on: Date!) {
    rules(on: $on, category: G) { id value unit }
  }
`;

/** The rule that says how long a standstill is at least, in days. */
export const STANDSTILL_RULE = 'G15';

const DAY_SECONDS = 86_400;

interface Answer {
  readonly rules: readonly { readonly id: string; readonly value: string; readonly unit: string }[];
}

/** Shortest lawful standstill in seconds. @throws SourceUnavailableError also when the rule book does not say. */
export async function askLeastStandstill(graph: GraphClient, on: string, requestId: string): Promise<number> {
  const { rules } = await graph.ask<Answer>(STANDSTILL_RULE_ASK, { on }, { requestId });
  const rule = rules.find(({ id }) => id === STANDSTILL_RULE);
  const days = Number(rule?.value);
  if (rule?.unit !== 'days' || !Number.isSafeInteger(days)) throw new SourceUnavailableError('graph:regulation', 'no standstill rule');
  return days * DAY_SECONDS;
}
