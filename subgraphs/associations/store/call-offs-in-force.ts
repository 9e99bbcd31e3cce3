import { IsNull, LessThanOrEqual, MoreThanOrEqual, Not } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { CallOff } from '../domain/procurement/award.ts';
import { callOffTable } from './award-tables.ts';

export type IssuedCallOff = CallOff & { readonly policyId: string };

/** Call-offs whose policy runs on this day ('YYYY-MM-DD'). */
export async function callOffsInForce(manager: EntityManager, day: string): Promise<IssuedCallOff[]> {
  const rows = await manager.getRepository(callOffTable).findBy({
    policyId: Not(IsNull()), inceptionDate: LessThanOrEqual(day), expiryDate: MoreThanOrEqual(day),
  });
  return rows.filter((row): row is IssuedCallOff => row.policyId !== null);
}
