import type { FeedName } from './feed.ts';

/** How a figure's value is read. A share is a fraction of one; money is in the currency's main unit. */
export type FigureUnit = 'COUNT' | 'SHARE' | 'MONEY' | 'DAYS';

interface FigureDefinition {
  readonly unit: FigureUnit;
  /** Feeds it is counted from; `regulation` for what is this house's own. */
  readonly from: readonly (FeedName | 'regulation')[];
}

const ROSTER: FigureDefinition = { unit: 'COUNT', from: ['members'] };
const COVER: FigureDefinition = { unit: 'COUNT', from: ['members', 'policies', 'coverages'] };
const OWN: FigureDefinition = { unit: 'COUNT', from: ['regulation'] };
const BILLED: FigureDefinition = { unit: 'MONEY', from: ['invoices'] };
const CLOCK: FigureDefinition = { unit: 'COUNT', from: ['preAuthorizations'] };

/** Every figure of the overview. */
export const FIGURES = {
  ASSOCIATIONS: { unit: 'COUNT', from: ['associations'] },
  ACCREDITED: OWN,
  ACCREDITATION_LAPSING: OWN,
  INSURERS_ACCREDITED: OWN,
  INSURERS_LAPSING: OWN,
  EMPLOYEES: ROSTER,
  LIVES: ROSTER,
  MUST_BE_COVERED: ROSTER,
  COVERED: COVER,
  COVERED_SHARE: { ...COVER, unit: 'SHARE' },
  IN_GAP: COVER,
  IN_OVERLAP: COVER,
  COVERED_WITHOUT_DUTY: COVER,
  NEWBORNS_DUE: COVER,
  NEWBORNS_LATE: COVER,
  AGE_OUTS_60: COVER,
  AGE_OUTS_30: COVER,
  AGE_OUTS_7: COVER,
  AGED_OUT_COVERED: COVER,
  POLICIES_IN_FORCE: { unit: 'COUNT', from: ['policies'] },
  INSURED_LIVES: { unit: 'COUNT', from: ['policies', 'coverages'] },
  ANNUAL_PREMIUM: { unit: 'MONEY', from: ['policies', 'coverages'] },
  BATCHES_WAITING: { unit: 'COUNT', from: ['batches'] },
  OLDEST_BATCH_DAYS: { unit: 'DAYS', from: ['batches'] },
  DECISIONS: OWN,
  STRAIGHT_THROUGH_SHARE: { ...OWN, unit: 'SHARE' },
  DOCUMENT_SHARE: { ...OWN, unit: 'SHARE' },
  PREMIUM_DUE: BILLED,
  PREMIUM_LATE: BILLED,
  INVOICES_LATE: { ...BILLED, unit: 'COUNT' },
  PRE_AUTHORIZATIONS_WAITING: CLOCK,
  PRE_AUTHORIZATIONS_IN_TIME: CLOCK,
  PRE_AUTHORIZATIONS_LATE: CLOCK,
  PRE_AUTHORIZATIONS_DEEMED: CLOCK,
  IN_TIME_SHARE: { ...CLOCK, unit: 'SHARE' },
  INSPECTIONS_OPEN: OWN,
  INSPECTIONS_LATE: OWN,
} as const satisfies Readonly<Record<string, FigureDefinition>>;

export type FigureCode = keyof typeof FIGURES;

export const FIGURE_CODES = Object.keys(FIGURES) as readonly FigureCode[];

/** Sizes of associations, by employees: the fewest of each. */
export const SIZES = { MICRO: 0, SMALL: 10, MEDIUM: 50, LARGE: 250 } as const;

export type AssociationSize = keyof typeof SIZES;

/** By what the figures of a scope are told apart. */
export type ComplianceGroup = 'REGION' | 'SIZE' | 'INSURER' | 'ASSOCIATION';

/** What is looked at; null where everything is. */
export interface ComplianceScope {
  readonly region: string | null;
  readonly size: AssociationSize | null;
  readonly insurerId: string | null;
  readonly associationId: string | null;
}

/** What is the matter with a life that is listed. */
export type LifeMatter =
  | 'IN_GAP' | 'IN_OVERLAP' | 'COVERED_WITHOUT_DUTY' | 'NEWBORN_DUE' | 'NEWBORN_LATE' | 'AGE_OUT_60' | 'AGE_OUT_30' | 'AGE_OUT_7' | 'AGED_OUT_COVERED';

/** How the clock of a pre-authorisation stands. */
export type ServiceClock = 'WAITING' | 'IN_TIME' | 'LATE' | 'DEEMED';
