import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import type { ComplianceScope } from '../../domain/compliance/figure.ts';
import type { Statement } from './read-overview.ts';
import { Parameters, standingsOn } from './overview-sql.ts';

/** A batch that waited on a day. */
export interface WaitingBatchRow {
  readonly id: string;
  readonly associationId: string;
  readonly insurerId: string;
  readonly policyId: string;
  /** Day it was made. */
  readonly since: string;
  readonly days: number;
}

/** A page of them, oldest first: of the associations alone whose standing says that some wait. */
export function readWaitingBatches(manager: EntityManager, scope: ComplianceScope, day: string, page: PageRequest): Promise<WaitingBatchRow[]> {
  const { sql, values } = waitingBatchesStatement(scope, day, page);
  return manager.query(sql, values);
}

export function waitingBatchesStatement(scope: ComplianceScope, day: string, { first, after }: PageRequest): Statement {
  const parameters = new Parameters();
  const on = parameters.add(day, 'date');
  const standings = standingsOn(on, scope, false, parameters);
  const behind = after === null ? '' : `AND (since, id) > (${parameters.add(after[0], 'date')}, ${parameters.add(after[1], 'uuid')})`;
  const ofInsurer = scope.insurerId === null ? '' : `AND b.insurer_id = ${parameters.add(scope.insurerId, 'uuid')}`;
  const most = parameters.add(first + 1, 'int');
  // No association has more on the page than the page has: each is looked into by its index, and for no more than that.
  const sql = `SELECT w.id, w.association_id AS "associationId", w.insurer_id AS "insurerId", w.policy_id AS "policyId", w.since::text, (${on} - w.since) AS days
     FROM (${standings}) s CROSS JOIN LATERAL (
       SELECT * FROM (
         SELECT b.*, (b.created_at AT TIME ZONE 'Asia/Riyadh')::date AS since FROM compliance_batch b
         WHERE b.association_id = s.association_id ${ofInsurer} AND (b.settled_at IS NULL OR (b.settled_at AT TIME ZONE 'Asia/Riyadh')::date > ${on})
       ) b WHERE since <= ${on} ${behind} ORDER BY since, id LIMIT ${most}
     ) w WHERE s.batches > 0 ORDER BY w.since, w.id LIMIT ${most}`;
  return { sql, values: parameters.values };
}
