import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../subgraphs/kit/connection.ts';
import type { ActiveExtension } from '../domain/active-extension.ts';
import type { RegistrationState } from '../domain/registration-life.ts';

/** How an insurer that ever had a version serving stands now, with that version. */
export interface StandingRow {
  readonly insurerId: string;
  readonly registrationId: string;
  readonly namespace: string;
  readonly state: RegistrationState;
  readonly reason: string | null;
  readonly since: Date;
  readonly versionId: string;
  readonly url: string;
  readonly deadlineMs: number;
  readonly grade: string | null;
}

/** With what its version adds to the graph; null when that is the contract alone. */
export interface ExtendingRow extends StandingRow {
  readonly sdl: string | null;
}

/**
 * The newest registration that ever served counts: one that is only being prepared changes nothing, and one that was
 * withdrawn stays withdrawn until the next one serves.
 */
const NEWEST = `SELECT DISTINCT ON (insurer_id) * FROM subgraph_registration WHERE active_version_id IS NOT NULL`;

const COLUMNS = `registration.insurer_id AS "insurerId", registration.id AS "registrationId", registration.namespace, registration.state,
  registration.reason, registration.since, version.id AS "versionId", version.url, version.deadline_ms AS "deadlineMs", version.grade`;

const JOIN = 'JOIN subgraph_version AS version ON version.id = registration.active_version_id';

/**
 * Of every insurer: some hundreds at most, kept in the memory of each replica. A version never changes, so that what it
 * adds is read only of those that are not among `known`: all replicas look every few seconds.
 */
export async function readAllStandings(manager: EntityManager, known: Iterable<ExtendingRow> = []): Promise<ExtendingRow[]> {
  const sdls = new Map([...known].map(({ versionId, sdl }) => [versionId, sdl]));
  const rows = await manager.query<ExtendingRow[]>(
    `SELECT ${COLUMNS}, CASE WHEN version.id = ANY($1) THEN NULL ELSE version.sdl END AS sdl
     FROM (${NEWEST} ORDER BY insurer_id, id DESC) AS registration ${JOIN}`,
    [[...sdls.keys()]],
  );
  return rows.map((row) => ({ ...row, sdl: sdls.get(row.versionId) ?? row.sdl }));
}

export function readStandingsOf(manager: EntityManager, insurerIds: readonly string[]): Promise<StandingRow[]> {
  return manager.query<StandingRow[]>(
    `SELECT ${COLUMNS} FROM (${NEWEST} AND insurer_id = ANY($1) ORDER BY insurer_id, id DESC) AS registration ${JOIN}`,
    [insurerIds],
  );
}

/** One page, by insurer; a row more than asked says that there are more. */
export function readStandingPage(manager: EntityManager, { first, after }: PageRequest): Promise<StandingRow[]> {
  return manager.query<StandingRow[]>(
    `SELECT ${COLUMNS} FROM (${NEWEST} AND insurer_id > $1 ORDER BY insurer_id, id DESC LIMIT $2) AS registration ${JOIN} ORDER BY registration.insurer_id`,
    [after?.[0] ?? '', first + 1],
  );
}

/**
 * What is in the graph, by insurer. One that is paused or suspended stays in it, since its fields answer null with the
 * reason and partners' operations remain valid; one that is withdrawn leaves it.
 */
export function activeExtensions(rows: Iterable<ExtendingRow>): ActiveExtension[] {
  return [...rows].flatMap(({ insurerId, namespace, versionId, url, sdl, state }) =>
    (sdl === null || state === 'WITHDRAWN' ? [] : [{ insurerId, namespace, version: versionId, url, sdl }]))
    .sort((a, b) => (a.insurerId < b.insurerId ? -1 : 1));
}
