import { UTC } from '../../kit/change-feed.ts';
import type { ChangeFeed } from '../../kit/change-feed.ts';

const MAIN_UNIT = (halalas: string): string => `(${halalas} / 100.0)::numeric(20, 2)::text`;

/** What others may follow. Nothing sealed is in it: rates are those of policies, which were opened with their bids. */
export const INSURER_FEED: ChangeFeed<'ids' | 'crNumbers'> = {
  table: 'insurer',
  key: { id: 'uuid' },
  columns: { ids: 'f.id', crNumbers: 'f.cr_number' },
};

/** When it was suspended stands in the trail alone: from each SUSPEND to the step after it. */
export const POLICY_FEED: ChangeFeed<
  'ids' | 'insurerIds' | 'associationIds' | 'states' | 'inceptionDates' | 'expiryDates' | 'endedOn' | 'suspended' | 'termsIds' | 'issuedAt'
> = {
  table: 'policy',
  key: { id: 'uuid' },
  joined: `LEFT JOIN LATERAL (
    SELECT range_agg(daterange(day, next_day)) AS days FROM (
      SELECT action, (at AT TIME ZONE 'Asia/Riyadh')::date AS day, lead((at AT TIME ZONE 'Asia/Riyadh')::date) OVER (ORDER BY seq) AS next_day
      FROM audit_entry WHERE entity = 'Policy' AND entity_id = f.id::text
    ) step WHERE action = 'SUSPEND'
  ) s ON true`,
  columns: {
    ids: 'f.id', insurerIds: 'f.insurer_id', associationIds: 'f.association_id', states: 'f.state', inceptionDates: 'f.inception_date',
    expiryDates: 'f.expiry_date', endedOn: 'f.ended_on', suspended: `coalesce(s.days, '{}')::text`, termsIds: 'f.terms_id', issuedAt: UTC('f.issued_at'),
  },
};

/** One text each: some hundred figures of one thing, which are only ever read together. */
export const POLICY_TERMS_FEED: ChangeFeed<'ids' | 'rates' | 'benefits'> = {
  table: 'policy_terms',
  key: { id: 'uuid' },
  columns: { ids: 'f.id', rates: 'f.rates::text', benefits: 'f.benefits::text' },
};

export const COVERAGE_FEED: ChangeFeed<
  | 'coverageIds' | 'effectiveFrom' | 'recordedFrom' | 'insurerIds' | 'policyIds' | 'associationIds' | 'memberIds' | 'effectiveTo' | 'recordedTo'
  | 'policyClasses' | 'annualPremiums' | 'maintenanceTypes' | 'acceptedAt' | 'endReasons' | 'refunded'
> = {
  table: 'coverage_version',
  key: { coverage_id: 'uuid', effective_from: 'date', recorded_from: 'timestamptz' },
  joined: 'JOIN coverage c ON c.id = f.coverage_id',
  columns: {
    coverageIds: 'f.coverage_id', effectiveFrom: 'f.effective_from', recordedFrom: UTC('f.recorded_from'), insurerIds: 'c.insurer_id', policyIds: 'f.policy_id',
    associationIds: 'c.association_id', memberIds: 'c.member_id', effectiveTo: 'f.effective_to', recordedTo: UTC('f.recorded_to'),
    policyClasses: 'f.policy_class', annualPremiums: `(f.annual_premium / 100)::text || '.' || lpad((f.annual_premium % 100)::text, 2, '0')`,
    maintenanceTypes: 'f.maintenance_type', acceptedAt: UTC('c.accepted_at'), endReasons: 'f.end_reason', refunded: MAIN_UNIT('f.refunded'),
  },
};

/** Invoices; what is taken off by credit notes counts as paid. */
export const INVOICE_FEED: ChangeFeed<
  'ids' | 'insurerIds' | 'policyIds' | 'associationIds' | 'amounts' | 'vats' | 'paid' | 'states' | 'issuedOn' | 'dueDates' | 'settledOn'
> = {
  table: 'invoice',
  key: { id: 'uuid' },
  columns: {
    ids: 'f.id', insurerIds: 'f.insurer_id', policyIds: 'f.policy_id', associationIds: 'f.association_id', amounts: MAIN_UNIT('f.net'),
    vats: MAIN_UNIT('f.vat'), paid: MAIN_UNIT('(f.paid + f.credited)'), states: 'f.state', issuedOn: 'f.issued_on', dueDates: 'f.due_date',
    settledOn: 'f.settled_on',
  },
};

/** Clocks alone: neither the life nor the treatment. */
export const PRE_AUTHORIZATION_FEED: ChangeFeed<'ids' | 'insurerIds' | 'associationIds' | 'requested' | 'states' | 'deemed' | 'askedAt' | 'decidedAt'> = {
  table: 'pre_authorization',
  key: { id: 'uuid' },
  joined: 'JOIN coverage c ON c.id = f.coverage_id',
  columns: {
    ids: 'f.id', insurerIds: 'f.insurer_id', associationIds: 'c.association_id', requested: 'f.requested', states: 'f.state', deemed: 'f.deemed',
    askedAt: UTC('f.submitted_at'), decidedAt: UTC('f.decided_at'),
  },
};
