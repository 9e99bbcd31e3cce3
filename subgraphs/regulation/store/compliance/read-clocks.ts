import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import type { ComplianceScope, ServiceClock } from '../../domain/compliance/figure.ts';
import { Parameters, standingsOn } from './overview-sql.ts';
import type { Statement } from './read-overview.ts';
import { CLOCKS, DECISION_DAYS } from './standing-pieces.ts';

/** A pre-authorisation by its clock: identifiers and times alone. */
export interface ClockRow {
  readonly id: string;
  readonly insurerId: string;
  readonly associationId: string;
  readonly askedAt: Date;
  readonly answeredAt: Date | null;
}

const COUNTED: Readonly<Record<ServiceClock, string>> = { WAITING: 'asked_waiting', IN_TIME: 'asked_in_time', LATE: 'asked_late', DEEMED: 'asked_deemed' };

/** A page of them: of the associations alone whose standing says that there are some. */
export async function readClocks(manager: EntityManager, scope: ComplianceScope, day: string, clock: ServiceClock, page: PageRequest): Promise<ClockRow[]> {
  const found = looksForClocks(scope, day, clock);
  const look = await manager.query<{ id: string }[]>(found.sql, found.values);
  if (look.length === 0) return [];
  const { sql, values } = clocksStatement(scope, day, clock, look.map(({ id }) => id), page);
  return manager.query(sql, values);
}

export function looksForClocks(scope: ComplianceScope, day: string, clock: ServiceClock): Statement {
  const parameters = new Parameters();
  const standings = standingsOn(parameters.add(day, 'date'), scope, false, parameters);
  return { sql: `SELECT association_id AS id FROM (${standings}) s WHERE ${COUNTED[clock]} > 0`, values: parameters.values };
}

export function clocksStatement(scope: ComplianceScope, day: string, clock: ServiceClock, associationIds: readonly string[], { first, after }: PageRequest): Statement {
  const parameters = new Parameters();
  parameters.add(associationIds, 'uuid[]');
  const on = parameters.add(day, 'date');
  const waiting = clock === 'WAITING';
  const stands = waiting ? `waits @> ${on}` : `ended = ${parameters.add(clock, 'text')} AND decided_on <= ${on} AND decided_on + ${DECISION_DAYS} > ${on}`;
  const ofInsurer = scope.insurerId === null ? '' : `AND insurer_id = ${parameters.add(scope.insurerId, 'uuid')}`;
  const behind = after === null ? '' : `AND (asked_at, id) ${waiting ? '>' : '<'} (${parameters.add(after[0], 'timestamptz')}, ${parameters.add(after[1], 'uuid')})`;
  const way = waiting ? 'ASC' : 'DESC';
  const sql = `WITH ${CLOCKS} SELECT id, insurer_id AS "insurerId", association_id AS "associationId", asked_at AS "askedAt",
      ${waiting ? 'NULL::timestamptz' : 'decided_at'} AS "answeredAt"
    FROM clock WHERE ${stands} ${ofInsurer} ${behind} ORDER BY asked_at ${way}, id ${way} LIMIT ${parameters.add(first + 1, 'int')}`;
  return { sql, values: parameters.values };
}
