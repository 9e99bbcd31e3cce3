import type { ClientBase } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import { finding } from '../domain/roster/finding.ts';
import type { LineFinding } from '../domain/roster/finding.ts';
import { changeMembers, demoteMembers } from './change-members.ts';
import { copyEncoded } from './copy-members.ts';
import { addProgress } from './import-progress.ts';
import type { ImportKey } from './import-progress.ts';
import type { ReadyChunk } from './roster-chunk.ts';
import { sealMembers } from './sealed-members.ts';
import { dropWaiting, keepWaiting } from './waiting-lines.ts';

/** Where a chunk is written: a connection nobody else uses, and the import it belongs to. */
export interface ChunkTarget {
  readonly runner: QueryRunner;
  readonly cipher: FieldCipher;
  readonly key: ImportKey;
}

/** Lines that waited and are settled by this chunk; they wait no longer. */
export interface Settled {
  readonly lines: readonly number[];
  /** Those that found no employee. */
  readonly orphans: readonly LineFinding[];
}

/**
 * Puts a chunk on the roster with its progress, in one transaction of a handful of statements: new lives are copied,
 * changed ones updated, dependents without an employee kept for later.
 */
export async function writeChunk({ runner, cipher, key }: ChunkTarget, chunk: ReadyChunk, settled: Settled | null = null): Promise<void> {
  const client = (await runner.connect()) as ClientBase;
  const { manager } = runner;
  const [changed, demoted] = [await sealMembers(cipher, chunk.changed), await sealMembers(cipher, chunk.demoted)];
  await inTransaction(runner, async () => {
    if (chunk.added > 0) await copyEncoded(client, [chunk.rows]);
    if (changed.length > 0) await changeMembers(manager, changed);
    // After all others, because a dependent that moves to another employee in these lines frees the one it leaves.
    const freed = demoted.length === 0 ? new Set<string>() : await demoteMembers(manager, demoted);
    const kept = chunk.demoted
      .filter(({ links }) => !freed.has(links.id))
      .map(({ line }) => ({ line, ...finding('relationship', 'ROSTER_EMPLOYEE_HAS_DEPENDENTS') }));
    if (settled === null) await keepWaiting(manager, cipher, key, chunk.waiting);
    else await dropWaiting(manager, key, settled.lines);
    await addProgress(manager, key, {
      linesRead: chunk.linesRead, added: chunk.added, changed: changed.length + freed.size, unchanged: chunk.unchanged,
      rejected: [...chunk.faults, ...kept, ...(settled?.orphans ?? [])],
    });
  });
}

async function inTransaction(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.startTransaction();
  try {
    await work();
    await runner.commitTransaction();
  } catch (error) {
    // The connection itself may be what broke; then there is nothing left to roll back.
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}
