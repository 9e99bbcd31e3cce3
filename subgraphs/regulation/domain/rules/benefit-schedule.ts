import type { LocalizedText } from './localized-text.ts';

export type BenefitKind = 'LIMIT' | 'COPAY_PERCENT' | 'COPAY_MAX' | 'NETWORK_SIZE' | 'FLAG';

/** One line of a minimum schedule. Money is in riyals, as an offered benefit states it. */
export interface MinimumBenefit {
  readonly code: string;
  readonly title: LocalizedText;
  readonly kind: BenefitKind;
  /** Exact decimal number. */
  readonly value: string;
  readonly source: string;
  /** Null while nobody has checked the source: then it is a working figure, not law. */
  readonly verifiedOn: string | null;
}

/** What a policy that begins during the period must give at least. */
export interface BenefitSchedule {
  readonly id: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** By code. */
  readonly benefits: readonly MinimumBenefit[];
}
