import { refuse } from '../auth/refuse.ts';
import type { Locale } from '../../schema/contracts/identity.ts';

/** An operation could not be planned in the time that is allowed for it, in milliseconds. */
export class PlanningTooLong extends Error {
  override readonly name = 'PlanningTooLong';
  readonly measured: number;
  readonly allowed: number;

  constructor(measured: number, allowed: number) {
    super(`no plan in ${measured} ms`);
    this.measured = measured;
    this.allowed = allowed;
  }
}

/** What is planned, or why it cannot be as its caller is told. Throws GraphQLError. */
export async function plannedInTime<Planned>(planning: Promise<Planned>, locale: Locale): Promise<Planned> {
  try {
    return await planning;
  } catch (error) {
    if (!(error instanceof PlanningTooLong)) throw error;
    throw refuse('PLANNING_TOO_LONG', locale, { limit: 'planningMs', measured: error.measured, allowed: error.allowed }, 400);
  }
}
