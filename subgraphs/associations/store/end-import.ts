import type { DataSource, EntityManager } from 'typeorm';
import type { ErrorCode, ErrorValues } from '../../../schema/contracts/errors.ts';
import { writeAudit } from '../../kit/audit.ts';
import { IMPORT_LIFE } from '../domain/roster/import-life.ts';
import type { RosterImportState, RosterImportStep } from '../domain/roster/import-life.ts';
import type { Actor } from '../../kit/transitions.ts';
import { takeStep } from '../../kit/transitions.ts';
import { moveImport } from './roster-imports.ts';
import type { RosterImportRow } from './roster-import-tables.ts';
import { dropWaiting } from './waiting-lines.ts';

export interface ImportProblem {
  readonly code: ErrorCode;
  readonly values: ErrorValues;
}

/**
 * Takes one step in an import's life and writes it down. Null when somebody else moved it first, and nothing changed.
 * Whoever moves it is the officer who asked for the address, or the house itself.
 */
export async function stepImport(
  database: DataSource,
  row: RosterImportRow,
  action: RosterImportStep,
  at: Date,
  problem: ImportProblem | null = null,
): Promise<RosterImportRow | null> {
  const actor: Actor = action === 'RECEIVE' ? 'association_officer' : 'timer';
  const step = takeStep(IMPORT_LIFE, row.state, action, [actor], undefined);
  if ('refusal' in step) return null;
  return database.transaction((tx) => move(tx, row, action, step.to, at, problem));
}

async function move(
  tx: EntityManager,
  row: RosterImportRow,
  action: RosterImportStep,
  to: RosterImportState,
  at: Date,
  problem: ImportProblem | null,
): Promise<RosterImportRow | null> {
  const moved = await moveImport(tx, row, row.state, { state: to, at, problem });
  if (moved === null) return null;
  if (to !== 'RECEIVING') await dropWaiting(tx, row);
  const subject = action === 'RECEIVE' ? row.requestedBy : 'timer';
  await writeAudit(tx, { subject, organisation: row.associationId, purpose: null }, at, [
    { entity: 'RosterImport', entityId: row.id, action, from: row.state, to, reason: problem?.code ?? null },
  ]);
  return moved;
}
