import type { CommandOutcome } from '../../kit/command.ts';
import type { Refusal } from '../../kit/refusal.ts';
import type { HouseContext } from '../context.ts';
import type { ProcurementPlan } from '../domain/procurement/pool.ts';

/** Shows the plan as it is after the command. */
export async function planPayload(
  context: HouseContext, { answer, problems }: CommandOutcome<{ readonly planId: string }>,
): Promise<{ plan: ProcurementPlan | null; problems: Refusal[] }> {
  const plan = answer === null ? null : await context.procurement.plan.clear(answer.planId).load(answer.planId);
  return { plan, problems: [...problems] };
}
