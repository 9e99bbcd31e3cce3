import type { EntityManager } from 'typeorm';
import { conflict } from '../../../kit/refusal.ts';
import type { FindingState } from '../../domain/compliance/finding-life.ts';
import { FINDING_TABLE } from './finding-table.ts';
import type { FindingRow } from './finding-table.ts';
import { findFinding } from './read-findings.ts';

/** @throws Refused CONFLICT when facts or a colleague were faster. */
export async function keepAnswer(
  manager: EntityManager, { id, version, state }: FindingRow, to: FindingState, said: { readonly answer: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const { affected } = await manager.getRepository(FINDING_TABLE).update(
    { id, version, state }, { state: to, answer: said.answer, answeredBy: said.by, answeredAt: said.at, version: version + 1 },
  );
  if (affected !== 1) throw conflict((await findFinding(manager, id))?.state ?? state);
}
