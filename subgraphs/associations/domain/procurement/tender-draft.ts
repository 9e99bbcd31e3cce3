import { isRegionCode } from '../../../../schema/contracts/region.ts';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import type { Refusal } from '../../../kit/refusal.ts';
import type { Benefit } from './benefit-delta.ts';
import { compareBenefits } from './benefit-delta.ts';
import { parseBenefitValue } from './benefit-value.ts';
import type { AwardCriterion } from './evaluation.ts';
import { checkCriteria } from './evaluation.ts';
import { lotsOverlap } from './lot-scope.ts';
import type { PolicyClass } from './member-type.ts';

export interface LotDraft {
  readonly titleAr: string;
  readonly titleEn: string;
  readonly policyClasses: readonly PolicyClass[];
  readonly regions: readonly string[];
  readonly requiredBenefits: readonly { readonly code: string; readonly value: string }[];
}

/** A tender as the council writes it down. Instants in ISO 8601. */
export interface TenderDraft {
  readonly titleAr: string;
  readonly titleEn: string;
  readonly lots: readonly LotDraft[];
  readonly criteria: readonly AwardCriterion[];
  readonly minimumAssociations: number;
  readonly minimumLives: number;
  readonly minimumBids: number;
  readonly coverFrom: string;
  readonly coverTo: string;
  readonly complaintBody: string;
  readonly poolingEndsAt: string;
  readonly enquiriesEndAt: string;
  readonly biddingEndsAt: string;
  readonly standstillSeconds: number;
}

export interface DraftFacts {
  readonly now: Date;
  /** Minimum benefits in force on the first day of cover. */
  readonly minimum: readonly Benefit[];
  /** Shortest standstill of the rule in seconds; 0 where no rule binds, as in SANDBOX mode. */
  readonly leastStandstill: number;
}

const invalid = (field: string, reason: string): Refusal =>
  ({ code: 'INVALID_INPUT', values: { field, reason }, path: ['input', ...field.split('.')] });

/** All that is wrong with a draft, so that it is mended in one go; empty when it may be kept. */
export function checkTenderDraft(draft: TenderDraft, facts: DraftFacts): Refusal[] {
  return [
    ...checkTexts(draft),
    ...checkCriteria(draft.criteria).map((problem): Refusal => ({ ...problem, path: ['input', 'criteria'] })),
    ...checkMinimums(draft),
    ...checkCalendar(draft, facts),
    ...checkLots(draft.lots, facts.minimum),
  ];
}

function checkTexts(draft: TenderDraft): Refusal[] {
  const texts = ['titleAr', 'titleEn', 'complaintBody'] as const;
  return texts.filter((field) => draft[field].trim() === '').map((field) => invalid(field, 'must not be empty'));
}

function checkMinimums(draft: TenderDraft): Refusal[] {
  const numbers = ['minimumAssociations', 'minimumLives', 'minimumBids'] as const;
  return numbers.filter((field) => draft[field] < 1).map((field) => invalid(field, 'must be at least 1'));
}

function checkCalendar(draft: TenderDraft, { now, leastStandstill }: DraftFacts): Refusal[] {
  const [pooling, enquiries, bidding] = [draft.poolingEndsAt, draft.enquiriesEndAt, draft.biddingEndsAt].map((each) => Date.parse(each)) as [number, number, number];
  const problems: Refusal[] = [];
  if (pooling <= now.getTime()) problems.push(invalid('poolingEndsAt', 'must be in the future'));
  if (enquiries < pooling) problems.push(invalid('enquiriesEndAt', 'must not be before poolingEndsAt'));
  if (bidding <= enquiries) problems.push(invalid('biddingEndsAt', 'must be after enquiriesEndAt'));
  if (draft.coverFrom < riyadhDateOf(new Date(bidding))) problems.push(invalid('coverFrom', 'must not be before biddingEndsAt'));
  if (draft.coverTo <= draft.coverFrom) problems.push(invalid('coverTo', 'must be after coverFrom'));
  if (draft.standstillSeconds < 0) problems.push(invalid('standstillSeconds', 'must not be negative'));
  else if (draft.standstillSeconds < leastStandstill) {
    const values = { seconds: draft.standstillSeconds, least: leastStandstill };
    problems.push({ code: 'STANDSTILL_TOO_SHORT', values, path: ['input', 'standstillSeconds'] });
  }
  return problems;
}

function checkLots(lots: readonly LotDraft[], minimum: readonly Benefit[]): Refusal[] {
  if (lots.length === 0) return [invalid('lots', 'must not be empty')];
  const problems = lots.flatMap((lot, place) => checkLot(lot, `lots.${place}`, minimum));
  lots.forEach((lot, place) => lots.slice(0, place).forEach((other, otherPlace) => {
    if (lotsOverlap(lot, other)) {
      problems.push({ code: 'LOTS_OVERLAP', values: { first: otherPlace + 1, second: place + 1 }, path: ['input', 'lots', `${place}`] });
    }
  }));
  return problems;
}

function checkLot(lot: LotDraft, path: string, minimum: readonly Benefit[]): Refusal[] {
  const problems: Refusal[] = [];
  if (lot.titleAr.trim() === '') problems.push(invalid(`${path}.titleAr`, 'must not be empty'));
  if (lot.titleEn.trim() === '') problems.push(invalid(`${path}.titleEn`, 'must not be empty'));
  if (lot.policyClasses.length === 0) problems.push(invalid(`${path}.policyClasses`, 'must not be empty'));
  if (repeats(lot.policyClasses)) problems.push(invalid(`${path}.policyClasses`, 'must name each class once'));
  if (!lot.regions.every(isRegionCode)) problems.push(invalid(`${path}.regions`, 'must be ISO 3166-2:SA codes'));
  if (repeats(lot.regions)) problems.push(invalid(`${path}.regions`, 'must name each region once'));
  if (repeats(lot.requiredBenefits.map(({ code }) => code))) problems.push(invalid(`${path}.requiredBenefits`, 'must name each benefit once'));
  lot.requiredBenefits.forEach((required, place) => {
    const reason = wrongWithRequired(required, minimum);
    if (reason !== null) problems.push(invalid(`${path}.requiredBenefits.${place}`, reason));
  });
  return problems;
}

function wrongWithRequired({ code, value }: LotDraft['requiredBenefits'][number], minimum: readonly Benefit[]): string | null {
  const lawful = minimum.find((benefit) => benefit.code === code);
  if (lawful === undefined) return 'must be a code of the minimum schedule';
  const parsed = parseBenefitValue(lawful.kind, value);
  if (parsed === null) return 'must be a value of its kind';
  return compareBenefits([lawful], [{ ...lawful, value: parsed }]).lawful ? null : 'must not be below the lawful minimum';
}

function repeats(items: readonly string[]): boolean {
  return new Set(items).size !== items.length;
}
