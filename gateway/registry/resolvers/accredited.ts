import type { EntityManager } from 'typeorm';
import { findToldAccreditation } from '../store/told-accreditations.ts';

/**
 * What was asked before the transaction may have ceased to hold since, and been told. What was told counts: a step
 * that needs the accreditation waits for the insurer's turn, and so does the tell.
 */
export async function stillAccredited(manager: EntityManager, insurerId: string, asked: boolean): Promise<boolean> {
  const told = await findToldAccreditation(manager, insurerId);
  return asked && (told === null || told.standing === 'IN_FORCE');
}
