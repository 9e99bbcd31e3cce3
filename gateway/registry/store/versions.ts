import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { isId } from '../../../subgraphs/kit/identifier.ts';
import { conflict } from '../../../subgraphs/kit/refusal.ts';
import { EXTENSION_CHECK } from '../domain/check-result.ts';
import type { CheckResult, CheckStage } from '../domain/check-result.ts';
import type { ServedVersion } from '../domain/field-notice.ts';
import { CHECK_TABLE, VERSION_TABLE } from './version-table.ts';
import type { CheckRow, VersionRow } from './version-table.ts';

/** More than any insurer makes of one registration in years; older ones are found by identifier. */
const VERSIONS_SHOWN = 100;

export function readVersions(manager: EntityManager, ids: readonly string[]): Promise<VersionRow[]> {
  return manager.getRepository(VERSION_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

export async function findVersion(manager: EntityManager, id: string): Promise<VersionRow | null> {
  return (await readVersions(manager, [id]))[0] ?? null;
}

/** The newest versions of each registration, newest first. */
export async function readVersionsOf(manager: EntityManager, registrationIds: readonly string[]): Promise<VersionRow[]> {
  const ids = await manager.query<{ id: string }[]>(
    `SELECT newest.id FROM unnest($1::uuid[]) AS asked(id)
     CROSS JOIN LATERAL (SELECT id FROM subgraph_version WHERE registration_id = asked.id ORDER BY number DESC LIMIT $2) AS newest`,
    [registrationIds, VERSIONS_SHOWN],
  );
  return manager.getRepository(VERSION_TABLE).find({ where: { id: Any(ids.map(({ id }) => id)) }, order: { number: 'DESC' } });
}

/** Versions of a registration that stand in one of these states. */
export function readVersionsIn(manager: EntityManager, registrationId: string, states: readonly string[]): Promise<VersionRow[]> {
  return manager.getRepository(VERSION_TABLE).findBy({ registrationId, state: Any([...states]) as never });
}

export type ServedRow = Omit<ServedVersion, 'fields'> & Pick<VersionRow, 'sdl'>;

/** Versions of a registration that serve or once did, the one that began last first. Those of an extension whose fields were all asked for and known have answered. */
export function readServed(manager: EntityManager, registrationId: string): Promise<ServedRow[]> {
  return manager.query<ServedRow[]>(
    `SELECT sdl, activated_at AS "activatedAt", EXISTS (
       SELECT FROM subgraph_check AS made WHERE made.version_id = version.id AND made.stage = 'CONFORMANCE' AND made.name = $3 AND made.passed
     ) AS answered
     FROM subgraph_version AS version WHERE registration_id = $1 AND activated_at IS NOT NULL ORDER BY activated_at DESC LIMIT $2`,
    [registrationId, VERSIONS_SHOWN, EXTENSION_CHECK],
  );
}

/** The caller holds the insurer's lock, so that no other version is given this number. */
export async function insertVersion(manager: EntityManager, row: Omit<VersionRow, 'number'>): Promise<number> {
  const rows = await manager.query<{ next: number }[]>('SELECT coalesce(max(number), 0) + 1 AS next FROM subgraph_version WHERE registration_id = $1', [row.registrationId]);
  const number = rows[0]?.next ?? 1;
  await manager.getRepository(VERSION_TABLE).insert({ ...row, number } as never);
  return number;
}

export type VersionChange = Partial<Pick<VersionRow, 'state' | 'grade' | 'decisionReason' | 'activatedAt'>>;

/** @throws Refused CONFLICT when it is no longer as it was read. */
export async function moveVersion(manager: EntityManager, read: VersionRow, change: VersionChange): Promise<void> {
  const { id, version, state } = read;
  const { affected } = await manager.getRepository(VERSION_TABLE).update({ id, version, state }, { ...change, version: version + 1 } as never);
  if (affected !== 1) throw conflict((await findVersion(manager, id))?.state ?? state);
}

/** Puts what one stage found in place of what it found before. */
export async function writeChecks(manager: EntityManager, versionId: string, stage: CheckStage, at: Date, results: readonly CheckResult[]): Promise<void> {
  const repository = manager.getRepository(CHECK_TABLE);
  await repository.delete({ versionId, stage });
  const rows = results.map(({ reason, ...result }, position): CheckRow => ({
    versionId, stage, position, ...result, reasonEn: reason?.en ?? null, reasonAr: reason?.ar ?? null, at,
  }));
  if (rows.length > 0) await repository.insert(rows as never);
}

const STAGE_ORDER: readonly CheckStage[] = ['SUBMISSION', 'CONFORMANCE', 'COMPOSITION'];

/** Checks of many versions, each version's in the order they were made. */
export async function readChecks(manager: EntityManager, versionIds: readonly string[]): Promise<CheckRow[]> {
  const rows = await manager.getRepository(CHECK_TABLE).findBy({ versionId: Any([...versionIds]) });
  return rows.sort((a, b) => STAGE_ORDER.indexOf(a.stage) - STAGE_ORDER.indexOf(b.stage) || a.position - b.position);
}
