import type { EntityManager } from 'typeorm';
import { Any } from 'typeorm';
import { compileReleases } from '../domain/open-contracting/compile-releases.ts';
import type { Release } from '../domain/open-contracting/release.ts';
import { COMPILED_TABLE, RELEASE_TABLE } from './release-rows.ts';
import type { CompiledRow, ReleaseRow } from './release-rows.ts';

/** Lets one writer of releases and red flags at a time through: a flag is measured against all tenders. */
export async function holdReleases(tx: EntityManager): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('ocds_release'))`);
}

/** Of several tenders, each one's oldest first. */
export function readReleasesOf(manager: EntityManager, tenderIds: readonly string[]): Promise<ReleaseRow[]> {
  return manager.getRepository(RELEASE_TABLE).find({ where: { tenderId: Any([...tenderIds]) }, order: { tenderId: 'ASC', number: 'ASC' } });
}

export function readReleasesOfProcess(manager: EntityManager, ocid: string): Promise<ReleaseRow[]> {
  return manager.getRepository(RELEASE_TABLE).find({ where: { ocid }, order: { number: 'ASC' } });
}

export function readRelease(manager: EntityManager, ocid: string, id: string): Promise<ReleaseRow | null> {
  return manager.getRepository(RELEASE_TABLE).findOneBy({ ocid, id });
}

export function parseRelease({ body }: Pick<ReleaseRow, 'body'>): Release {
  return JSON.parse(body) as Release;
}

/** Adds releases behind those that are there, and what all of them add up to. */
export async function appendReleases(tx: EntityManager, tenderId: string, made: readonly Release[], due: readonly Release[], now: Date): Promise<void> {
  const rows = due.map((release, index): ReleaseRow => ({
    tenderId, number: made.length + index + 1, id: release.id, ocid: release.ocid, tag: release.tag,
    date: new Date(release.date), body: JSON.stringify(release), madeAt: now,
  }));
  await tx.getRepository(RELEASE_TABLE).insert(rows as never);
  const compiled = compileReleases([...made, ...due]);
  await tx.query(
    `INSERT INTO ocds_compiled (tender_id, ocid, body) VALUES ($1, $2, $3) ON CONFLICT (tender_id) DO UPDATE SET body = excluded.body`,
    [tenderId, compiled.ocid, JSON.stringify(compiled)],
  );
}

/** Every tender's compiled release, in the order of their identifiers. */
export function readCompiled(manager: EntityManager): Promise<CompiledRow[]> {
  return manager.getRepository(COMPILED_TABLE).find({ order: { tenderId: 'ASC' } });
}

/** A page of them, behind a tender. */
export function readCompiledAfter(manager: EntityManager, tenderId: string, count: number): Promise<CompiledRow[]> {
  return manager.query('SELECT tender_id AS "tenderId", ocid, body FROM ocds_compiled WHERE tender_id > $1 ORDER BY tender_id LIMIT $2', [tenderId, count]);
}
