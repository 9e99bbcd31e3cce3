/**
 * What is counted of an association on every day, each a column of compliance_standing. A row holds from its day until
 * the next row's. Money in halalas.
 */
export const STANDING_COLUMNS = [
  'employees', 'lives', 'must', 'covered', 'overlap', 'beyond', 'newborn_due', 'newborn_late', 'age_out_60', 'age_out_30', 'age_out_7',
  'aged_out', 'accredited', 'lapsing', 'policies', 'insured', 'premium', 'batches', 'decisions', 'decisions_auto', 'decisions_document',
  'premium_due', 'premium_late', 'invoices_late', 'asked_waiting', 'asked_in_time', 'asked_late', 'asked_deemed', 'inspections', 'inspections_late',
] as const;

export type StandingColumn = (typeof STANDING_COLUMNS)[number];

/** The part of it that belongs to one insurer: what its policies of the association hold. */
export const INSURER_COLUMNS = ['policies', 'insured', 'premium', 'batches', 'premium_due', 'premium_late', 'invoices_late', 'asked_waiting', 'asked_in_time', 'asked_late', 'asked_deemed'] as const satisfies readonly StandingColumn[];

/** What an insurer answers for by itself, and not with the associations it insures. */
export const NOT_OF_INSURERS: readonly StandingColumn[] = ['inspections', 'inspections_late'];

/** The days before are counted as this one: nobody asks for them, and a life's first day of work may be decades ago. */
export const FIRST_DAY = '2020-01-01';
