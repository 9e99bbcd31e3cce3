import { UTC } from '../../kit/change-feed.ts';
import type { ChangeFeed } from '../../kit/change-feed.ts';

/** What others may follow: no name and no number of a person leaves here. */
export const ASSOCIATION_FEED: ChangeFeed<'ids' | 'regions' | 'bankStates' | 'bankAskedAt'> = {
  table: 'association',
  key: { id: 'uuid' },
  columns: { ids: 'f.id', regions: 'f.region', bankStates: 'f.bank_state', bankAskedAt: `f.bank_fact->>'asOf'` },
};

export const MEMBER_FEED: ChangeFeed<
  | 'ids' | 'personIds' | 'associationIds' | 'employeeIds' | 'relationships' | 'birthDates' | 'sexes' | 'citizens' | 'maritalStatuses' | 'work'
  | 'policyClasses' | 'regions' | 'employmentStarts' | 'coverFrom' | 'leftOn' | 'enteredAt'
> = {
  table: 'member',
  key: { id: 'uuid' },
  columns: {
    ids: 'f.id', personIds: `encode(substring(f.fingerprint FOR 16), 'hex')::uuid`, associationIds: 'f.association_id', employeeIds: 'f.subscriber_id', relationships: 'f.relationship', birthDates: 'f.birth_date',
    sexes: 'f.sex', citizens: `f.nationality = 'SA'`, maritalStatuses: 'f.marital_status', work: 'f.works', policyClasses: 'f.policy_class',
    regions: 'f.region', employmentStarts: 'f.employment_start', coverFrom: 'f.cover_from', leftOn: 'f.left_on',
    enteredAt: UTC('f.entered_at'),
  },
};

/** When it took each step stands in the trail alone. */
export const BATCH_FEED: ChangeFeed<
  'ids' | 'associationIds' | 'insurerIds' | 'policyIds' | 'states' | 'lineCounts' | 'createdAt' | 'submittedAt' | 'answeredAt' | 'appliedAt' | 'settledAt' | 'refusedLines'
> = {
  table: 'enrollment_batch',
  key: { id: 'uuid' },
  joined: `LEFT JOIN LATERAL (
    SELECT max(at) FILTER (WHERE action = 'SUBMIT') AS submitted_at, max(at) FILTER (WHERE action IN ('ACCEPT', 'ACCEPT_PARTLY', 'REJECT')) AS answered_at,
      max(at) FILTER (WHERE action = 'APPLY') AS applied_at, max(at) FILTER (WHERE action IN ('APPLY', 'REJECT', 'RECALL')) AS settled_at
    FROM audit_entry WHERE entity = 'EnrollmentBatch' AND entity_id = f.id::text
  ) t ON true LEFT JOIN LATERAL (
    SELECT count(*)::int AS lines FROM enrollment_line l WHERE l.association_id = f.association_id AND l.batch_id = f.id AND l.problem_code = 'LINE_REFUSED_BY_INSURER'
  ) r ON true`,
  columns: {
    ids: 'f.id', associationIds: 'f.association_id', insurerIds: 'f.insurer_id', policyIds: 'f.policy_id', states: 'f.state', lineCounts: 'f.line_count',
    createdAt: UTC('f.created_at'), submittedAt: UTC('t.submitted_at'), answeredAt: UTC('t.answered_at'), appliedAt: UTC('t.applied_at'), settledAt: UTC('t.settled_at'), refusedLines: 'r.lines',
  },
};
