import type { SubjectKind } from '../../domain/compliance/subject.ts';
import type { FeedName } from '../../domain/compliance/feed.ts';

/** Where a feed's rows are kept. */
export interface FeedTable {
  readonly table: string;
  readonly key: readonly string[];
  /** Column of the page, column of the table, its type. */
  readonly columns: readonly (readonly [told: string, column: string, type: string])[];
  /** SQL for the associations whose standing may have changed, from the rows that did, which are called `changed`; null for none. */
  readonly touches: string | null;
  /** SQL, by kind of subject, for the identifiers of those whose facts changed with them. */
  readonly judged: Partial<Readonly<Record<SubjectKind, string>>>;
  /** Where all subjects of these kinds are, for when so many rows changed that all are judged. */
  readonly all: Partial<Readonly<Record<SubjectKind, string>>>;
}

const ALL = { LIVES: 'SELECT id FROM compliance_life', ASSOCIATIONS: 'SELECT id FROM compliance_association', INSURERS: 'SELECT id FROM compliance_insurer', POLICIES: 'SELECT id FROM compliance_policy' };

/** A person may be on several rosters: what one association's policy covers is no gap, and may be an overlap, of another's. */
const OF_SAME_PERSONS = 'JOIN compliance_life same ON same.person_id = l.person_id';

export const FEED_TABLES: Readonly<Record<FeedName, FeedTable>> = {
  associations: {
    table: 'compliance_association',
    key: ['id'],
    columns: [['ids', 'id', 'uuid'], ['regions', 'region', 'text'], ['bankStates', 'bank_state', 'text'], ['bankAskedAt', 'bank_asked_at', 'timestamptz']],
    touches: 'SELECT id AS association_id FROM changed',
    judged: { ASSOCIATION: 'SELECT id FROM changed' },
    all: { ASSOCIATION: ALL.ASSOCIATIONS },
  },
  members: {
    table: 'compliance_life',
    key: ['id'],
    columns: [
      ['ids', 'id', 'uuid'], ['personIds', 'person_id', 'uuid'], ['associationIds', 'association_id', 'uuid'], ['employeeIds', 'employee_id', 'uuid'],
      ['relationships', 'relationship', 'text'], ['birthDates', 'birth_date', 'date'], ['sexes', 'sex', 'text'], ['citizens', 'citizen', 'boolean'],
      ['maritalStatuses', 'marital_status', 'text'], ['work', 'works', 'boolean'], ['policyClasses', 'policy_class', 'text'], ['regions', 'region', 'text'],
      ['employmentStarts', 'employment_start', 'date'], ['coverFrom', 'cover_from', 'date'], ['leftOn', 'left_on', 'date'], ['enteredAt', 'entered_at', 'timestamptz'],
    ],
    touches: `SELECT association_id FROM changed UNION SELECT same.association_id FROM changed l ${OF_SAME_PERSONS}`,
    // A family is judged together: whether a child is covered may rest on where its parents work.
    judged: { MEMBER: 'SELECT id FROM changed UNION SELECT f.id FROM changed c JOIN compliance_life f ON f.association_id = c.association_id AND f.employee_id = c.employee_id' },
    all: { MEMBER: ALL.LIVES },
  },
  batches: {
    table: 'compliance_batch',
    key: ['id'],
    columns: [
      ['ids', 'id', 'uuid'], ['associationIds', 'association_id', 'uuid'], ['insurerIds', 'insurer_id', 'uuid'], ['policyIds', 'policy_id', 'uuid'],
      ['states', 'state', 'text'], ['lineCounts', 'line_count', 'integer'], ['createdAt', 'created_at', 'timestamptz'], ['submittedAt', 'submitted_at', 'timestamptz'],
      ['answeredAt', 'answered_at', 'timestamptz'], ['appliedAt', 'applied_at', 'timestamptz'], ['settledAt', 'settled_at', 'timestamptz'],
      ['refusedLines', 'refused_lines', 'integer'],
    ],
    touches: 'SELECT association_id FROM changed',
    judged: { ENROLLMENT_BATCH: 'SELECT id FROM changed', POLICY: 'SELECT policy_id AS id FROM changed WHERE refused_lines > 0' },
    all: { ENROLLMENT_BATCH: 'SELECT id FROM compliance_batch', POLICY: ALL.POLICIES },
  },
  insurers: {
    table: 'compliance_insurer',
    key: ['id'],
    columns: [['ids', 'id', 'uuid'], ['crNumbers', 'cr_number', 'text']],
    touches: null,
    judged: { INSURER: 'SELECT id FROM changed' },
    all: { INSURER: ALL.INSURERS },
  },
  policyTerms: {
    table: 'compliance_policy_terms',
    key: ['id'],
    columns: [['ids', 'id', 'uuid'], ['rates', 'rates', 'jsonb'], ['benefits', 'benefits', 'jsonb']],
    touches: null,
    judged: { POLICY: 'SELECT p.id FROM changed t JOIN compliance_policy p ON p.terms_id = t.id' },
    all: { POLICY: ALL.POLICIES },
  },
  policies: {
    table: 'compliance_policy',
    key: ['id'],
    columns: [
      ['ids', 'id', 'uuid'], ['insurerIds', 'insurer_id', 'uuid'], ['associationIds', 'association_id', 'uuid'], ['states', 'state', 'text'],
      ['inceptionDates', 'inception_date', 'date'], ['expiryDates', 'expiry_date', 'date'], ['endedOn', 'ended_on', 'date'],
      ['suspended', 'suspended', 'datemultirange'], ['termsIds', 'terms_id', 'uuid'], ['issuedAt', 'issued_at', 'timestamptz'],
    ],
    touches: `SELECT association_id FROM changed UNION SELECT same.association_id FROM changed p
      JOIN compliance_cover c ON c.policy_id = p.id JOIN compliance_life l ON l.id = c.life_id ${OF_SAME_PERSONS}`,
    judged: {
      POLICY: 'SELECT id FROM changed',
      ASSOCIATION: 'SELECT association_id AS id FROM changed',
      INSURER: 'SELECT insurer_id AS id FROM changed',
      MEMBER: 'SELECT c.life_id AS id FROM changed p JOIN compliance_cover c ON c.policy_id = p.id',
    },
    all: { POLICY: ALL.POLICIES, ASSOCIATION: ALL.ASSOCIATIONS, INSURER: ALL.INSURERS, MEMBER: ALL.LIVES },
  },
  coverages: {
    table: 'compliance_cover',
    key: ['coverage_id', 'effective_from', 'recorded_from'],
    columns: [
      ['coverageIds', 'coverage_id', 'uuid'], ['effectiveFrom', 'effective_from', 'date'], ['recordedFrom', 'recorded_from', 'timestamptz'],
      ['insurerIds', 'insurer_id', 'uuid'], ['policyIds', 'policy_id', 'uuid'], ['associationIds', 'association_id', 'uuid'], ['memberIds', 'life_id', 'uuid'],
      ['effectiveTo', 'effective_to', 'date'], ['recordedTo', 'recorded_to', 'timestamptz'], ['policyClasses', 'policy_class', 'text'],
      ['annualPremiums', 'annual_premium', 'halalas'], ['maintenanceTypes', 'maintenance_type', 'text'], ['acceptedAt', 'accepted_at', 'timestamptz'],
      ['endReasons', 'end_reason', 'text'], ['refunded', 'refunded', 'halalas'],
    ],
    touches: `SELECT association_id FROM changed UNION SELECT same.association_id FROM changed c JOIN compliance_life l ON l.id = c.life_id ${OF_SAME_PERSONS}`,
    judged: { MEMBER: `SELECT life_id AS id FROM changed UNION SELECT same.id FROM changed c JOIN compliance_life l ON l.id = c.life_id ${OF_SAME_PERSONS}` },
    all: { MEMBER: ALL.LIVES },
  },
  invoices: {
    table: 'compliance_invoice',
    key: ['id'],
    columns: [
      ['ids', 'id', 'uuid'], ['insurerIds', 'insurer_id', 'uuid'], ['policyIds', 'policy_id', 'uuid'], ['associationIds', 'association_id', 'uuid'],
      ['amounts', 'amount', 'halalas'], ['vats', 'vat', 'halalas'], ['paid', 'paid', 'halalas'], ['states', 'state', 'text'], ['issuedOn', 'issued_on', 'date'],
      ['dueDates', 'due_date', 'date'], ['settledOn', 'settled_on', 'date'],
    ],
    touches: 'SELECT association_id FROM changed',
    judged: { POLICY: 'SELECT policy_id AS id FROM changed' },
    all: { POLICY: ALL.POLICIES },
  },
  preAuthorizations: {
    table: 'compliance_pre_authorization',
    key: ['id'],
    columns: [
      ['ids', 'id', 'uuid'], ['insurerIds', 'insurer_id', 'uuid'], ['associationIds', 'association_id', 'uuid'], ['requested', 'requested', 'boolean'],
      ['states', 'state', 'text'], ['deemed', 'deemed', 'boolean'], ['askedAt', 'asked_at', 'timestamptz'], ['decidedAt', 'decided_at', 'timestamptz'],
    ],
    touches: 'SELECT association_id FROM changed',
    judged: { PRE_AUTHORIZATION: 'SELECT id FROM changed' },
    all: { PRE_AUTHORIZATION: 'SELECT id FROM compliance_pre_authorization' },
  },
};
