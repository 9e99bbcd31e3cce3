import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import { isId } from '../../../kit/identifier.ts';
import type { FindingSight } from '../../domain/compliance/finding-sight.ts';
import { FINDING_TABLE } from './finding-table.ts';
import type { FindingRow } from './finding-table.ts';
import { whereOf } from './finding-filter.ts';
import type { FindingFilter, Where } from './finding-filter.ts';
import type { Statement } from './read-overview.ts';

export type FindingSort = 'NEWEST' | 'OLDEST' | 'WORST';

export interface FindingPage {
  readonly page: PageRequest;
  readonly sort: FindingSort;
  /** Today, by which associations have their size. */
  readonly day: string;
}

const COLUMNS = `id, rule, rule_from::text AS "ruleFrom", rule_value AS "ruleValue", applies_on::text AS "appliesOn", subject_kind AS "subjectKind",
  subject_id AS "subjectId", owner_sector AS "ownerSector", owner_id AS "ownerId", association_id AS "associationId", insurer_id AS "insurerId",
  state, kind, severity, observed, facts, opened_at AS "openedAt", changed_at AS "changedAt", closed_at AS "closedAt",
  closed_because AS "closedBecause", times_opened AS "timesOpened", answer, answered_by AS "answeredBy", answered_at AS "answeredAt", version`;

/** What a page is sorted by, as a cursor keeps it. */
export function sortKeyOf(sort: FindingSort): (row: FindingRow) => readonly string[] {
  return sort === 'WORST'
    ? ({ severity, openedAt, id }) => [String(severity), openedAt.toISOString(), id]
    : ({ openedAt, id }) => [openedAt.toISOString(), id];
}

/** False for a cursor that another list or order has given. */
export function isFindingCursor(after: readonly string[], sort: FindingSort): boolean {
  const [severity, instant, id] = sort === 'WORST' ? after : ['0', ...after];
  return after.length === (sort === 'WORST' ? 3 : 2) && /^\d$/.test(severity ?? '') && !Number.isNaN(Date.parse(instant ?? '')) && isId(id ?? '');
}

function pageText(where: Where, { page, sort }: FindingPage): string {
  const keys = sort === 'WORST' ? ['severity', 'opened_at', 'id'] : ['opened_at', 'id'];
  const direction = sort === 'OLDEST' ? 'ASC' : 'DESC';
  if (page.after !== null) {
    const types = sort === 'WORST' ? ['smallint', 'timestamptz', 'uuid'] : ['timestamptz', 'uuid'];
    const values = page.after.map((value, at) => `${where.hold(value)}::${types[at]}`);
    where.and(`(${keys.join(', ')}) ${sort === 'OLDEST' ? '>' : '<'} (${values.join(', ')})`);
  }
  return `SELECT ${COLUMNS} FROM finding WHERE ${where.text()} ORDER BY ${keys.map((key) => `${key} ${direction}`).join(', ')} LIMIT ${where.hold(page.first + 1)}`;
}

/** One page and a row more, which says whether there is a next. */
export function readFindingPage(manager: EntityManager, sight: FindingSight, filter: FindingFilter, page: FindingPage): Promise<FindingRow[]> {
  const { sql, values } = findingPageStatement(sight, filter, page);
  return manager.query<FindingRow[]>(sql, values);
}

export function findingPageStatement(sight: FindingSight, filter: FindingFilter, page: FindingPage): Statement {
  const where = whereOf(sight, filter, page.day);
  return { sql: pageText(where, page), values: where.parameters };
}

/** How findings belong to a parent, so that each way has its index. */
export type FindingParent = 'ASSOCIATION' | 'INSURER' | 'MEMBER' | 'TENDER';

const BELONGS: Readonly<Record<FindingParent, string>> = {
  ASSOCIATION: 'association_id = parent.id',
  INSURER: 'insurer_id = parent.id',
  MEMBER: `subject_kind = 'MEMBER' AND subject_id = parent.id`,
  TENDER: `subject_kind = 'TENDER' AND subject_id = parent.id`,
};

/** A page for each of many parents, in one statement; for lists within lists. */
export async function readFindingPages(
  manager: EntityManager, parent: FindingParent, parents: readonly string[], sight: FindingSight, filter: FindingFilter, page: FindingPage,
): Promise<FindingRow[][]> {
  const where = whereOf(sight, filter, page.day).and(BELONGS[parent]);
  const text = pageText(where, page);
  const rows = await manager.query<(FindingRow & { parent: string })[]>(
    `SELECT parent.id AS parent, item.* FROM unnest(${where.hold(parents)}::text[]) AS parent (id) CROSS JOIN LATERAL (${text}) item`, where.parameters,
  );
  const byParent = new Map<string, FindingRow[]>(parents.map((id) => [id, []]));
  for (const { parent: id, ...row } of rows) byParent.get(id)?.push(row);
  return parents.map((id) => byParent.get(id) ?? []);
}

export function readFindings(manager: EntityManager, ids: readonly string[]): Promise<FindingRow[]> {
  return manager.getRepository(FINDING_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

export async function findFinding(manager: EntityManager, id: string): Promise<FindingRow | null> {
  return (await readFindings(manager, [id]))[0] ?? null;
}
